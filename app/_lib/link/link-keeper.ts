type Write = History['pushState']

/** The router marks what it writes itself, and takes no notice of what bears its mark. */
const isRouters = (state: { __NA?: boolean } | null) => state?.__NA === true

/**
 * Keeps the link true while keys follow one another faster than it is written. Two write it: the page, soon after a choice (nuqs), and
 * Next's router, once it has drawn what the page wrote. Left to themselves
 * - the router writes the link that it has just drawn over one chosen meanwhile: what was chosen is lost, for the link is what counts;
 * - the page's write is taken by the router for where one wants to be, and a way elsewhere that was still under way is forgotten.
 * So a drawing that is late leaves the newest link, and what is written on the way out goes past the router.
 */
export class LinkKeeper {
  /** The page wrote a link that the router has not drawn yet. */
  private isAhead = false
  /** The router is on its way to another link and has not got there. */
  private isLeaving = false

  leave(): void {
    this.isLeaving = true
  }

  /** Once, and after the router has put its own `pushState` and `replaceState` in. */
  keep(history: History, location: Location): void {
    const push: Write = history.pushState.bind(history)
    const replace: Write = history.replaceState.bind(history)
    const writeForPage = (write: Write, ...[state, unused, url]: Parameters<Write>) => {
      this.isAhead = true
      write(this.isLeaving ? history.state : state, unused, url)
    }
    history.pushState = (state, unused, url) => {
      if (!isRouters(state)) return writeForPage(push, state, unused, url)
      this.isAhead = false
      this.isLeaving = false
      push(state, unused, url)
    }
    history.replaceState = (state, unused, url) => {
      if (!isRouters(state)) return writeForPage(replace, state, unused, url)
      const drawn = new URL(url ?? location.href, location.href)
      const isLate = this.isAhead && drawn.pathname === location.pathname && drawn.href !== location.href
      if (!isLate) {
        if (!this.isAhead) this.isLeaving = false
        this.isAhead = false
      }
      replace(state, unused, isLate ? location.href : url)
    }
  }
}

export const linkKeeper = new LinkKeeper()
