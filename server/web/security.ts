// Headers that go with every answer of web, and the policy for pages: scripts by nonce only, nothing from elsewhere.

import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'

export function newNonce(): string {
  return randomBytes(16).toString('base64')
}

/** Inline style attributes are allowed (React and the map set them), style elements need the nonce. Development evaluates. */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  const styles = isDevelopment
    ? ["style-src 'self' 'unsafe-inline'"]
    : [`style-src 'self' 'nonce-${nonce}'`, "style-src-attr 'unsafe-inline'"]
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    ...styles,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export function setSecurityHeaders(res: ServerResponse, scheme: 'http' | 'https'): void {
  res.setHeader('x-content-type-options', 'nosniff')
  res.setHeader('x-frame-options', 'DENY')
  res.setHeader('referrer-policy', 'strict-origin-when-cross-origin')
  res.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()')
  res.setHeader('cross-origin-opener-policy', 'same-origin')
  res.setHeader('cross-origin-resource-policy', 'same-origin')
  if (scheme === 'https') res.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains')
}
