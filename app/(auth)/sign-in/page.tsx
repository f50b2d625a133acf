import type { Metadata } from 'next'
import { connection } from 'next/server'
import { SignIn } from './client'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage() {
  await connection()
  return <SignIn />
}
