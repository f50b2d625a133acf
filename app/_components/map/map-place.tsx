/** Where a map is about to be. Nothing moves in so large a place: without a GPU that takes the processor from what is waited for. */
export function MapPlace() {
  return <div className="absolute inset-0 bg-sunken" />
}
