/** A square button with an icon; its name is also its tooltip. */
import type { LucideIcon } from 'lucide-react';
import { Button } from './Button.js';
import { Hint } from './Hint.js';

interface IconButtonProps {
  icon: LucideIcon;
  label: string;
  onPress?: () => void;
  variant?: 'outline' | 'quiet';
  isDisabled?: boolean;
}

export function IconButton({ icon: Icon, label, onPress, variant = 'quiet', isDisabled = false }: IconButtonProps) {
  return (
    <Hint text={label}>
      <Button icon variant={variant} aria-label={label} isDisabled={isDisabled} {...(onPress ? { onPress } : {})}>
        <Icon size={17} aria-hidden />
      </Button>
    </Hint>
  );
}
