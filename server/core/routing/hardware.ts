// GPU names are typed by people and drivers: "NVIDIA GeForce RTX 4090" and "rtx 4090" are one model, "RTX 4090 Ti" is
// another. So names are equal or not; nothing matches by containing.

const vendors = /\b(nvidia|geforce|amd|radeon|intel|corporation)\b/g

export function gpuName(text: string): string {
  return text
    .toLowerCase()
    .replace(/\((r|tm)\)/g, ' ')
    .replace(vendors, ' ')
    .replace(/[\s_-]+/g, ' ')
    .trim()
}

export function sameGpu(a: string, b: string): boolean {
  return a === b || gpuName(a) === gpuName(b)
}
