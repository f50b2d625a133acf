'use client'
import { Menu } from '@base-ui/react/menu'
import { KeyRound, LogOut, UserRound } from 'lucide-react'
import { useState } from 'react'
import type { Me } from '@/server/control/services/status/schemas'
import { Button } from '../ui/button'
import { ChangePassword } from './change-password'
import { useSignOut } from './use-sign-out'

const item = 'flex cursor-default items-center gap-2 rounded px-2 py-1.5 outline-none data-highlighted:bg-hover'

export function UserMenu({ me }: { me: Me | null }) {
  const signOut = useSignOut()
  const [isChanging, setChanging] = useState(false)
  return (
    <>
      <Menu.Root>
        <Menu.Trigger render={<Button variant="ghost" size="icon" aria-label="Account" />}>
          <UserRound size={16} aria-hidden />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner sideOffset={6} align="end" className="z-[60] outline-none">
            <Menu.Popup className="min-w-56 rounded-lg border border-line bg-raised p-1 shadow-pop outline-none">
              {me && (
                <div className="border-b px-2 pt-1 pb-2">
                  <p className="truncate font-medium">{me.name || me.email}</p>
                  <p className="truncate text-xs text-muted">
                    {me.email} · {me.role}
                  </p>
                </div>
              )}
              <Menu.Item onClick={() => setChanging(true)} className={`mt-1 ${item}`}>
                <KeyRound size={14} aria-hidden />
                Change password…
              </Menu.Item>
              <Menu.Item onClick={() => void signOut()} className={item}>
                <LogOut size={14} aria-hidden />
                Sign out
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <ChangePassword open={isChanging} onOpenChange={setChanging} />
    </>
  )
}
