/** The one button. `icon` makes it square: it then needs an `aria-label`. */
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';

interface ButtonProps extends Omit<AriaButtonProps, 'className'> {
  variant?: 'primary' | 'outline' | 'quiet';
  icon?: boolean;
  className?: string;
}

export function Button({ variant = 'outline', icon = false, className = '', ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      data-variant={variant}
      {...(icon ? { 'data-icon': '' } : {})}
      className={`btn ${className}`}
    />
  );
}
