/** The only file that knows the toolkit: what leaves it are plain elements with plain callbacks. */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { icon } from './dom.ts';
import { type IconName, icons } from './icons.ts';

/** Makes the controls known to the page. To be called once, before the first is created. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeTextField(),
  );
}

export interface ButtonOptions {
  readonly label: string;
  readonly icon?: IconName;
  /** Only the icon is shown, with the label as its name and tooltip. */
  readonly compact?: boolean;
  readonly primary?: boolean;
  /** For a button that is on or off. */
  readonly pressed?: boolean;
  readonly id?: string;
  readonly onClick: () => void;
}

/** A button. */
export function createButton(options: ButtonOptions): HTMLElement {
  const button = document.createElement('vscode-button');
  button.setAttribute('appearance', options.compact ? 'icon' : options.primary ? 'primary' : 'secondary');
  if (options.icon) button.append(options.compact ? icon(icons[options.icon]) : withSlot(icon(icons[options.icon])));
  if (options.compact) {
    button.title = options.label;
    button.setAttribute('aria-label', options.label);
  } else button.append(options.label);
  if (options.id) button.dataset.testid = options.id;
  if (options.pressed !== undefined) setPressed(button, options.pressed);
  button.addEventListener('click', options.onClick);
  return button;
}

/** Shows a button as on or off. */
export function setPressed(button: HTMLElement, on: boolean): void {
  // The control that has the role is within; it is there once the element is shown.
  const tell = () => button.shadowRoot?.querySelector('.control')?.setAttribute('aria-pressed', String(on));
  if (button.isConnected) tell();
  requestAnimationFrame(tell);
  button.classList.toggle('on', on);
}

/** Enables a control or not. */
export function setEnabled(control: HTMLElement, on: boolean): void {
  control.toggleAttribute('disabled', !on);
}

export interface SelectOptions {
  readonly label: string;
  readonly id?: string;
  readonly onChange: (value: string) => void;
}

export interface Select {
  readonly element: HTMLElement;
  set(choices: readonly { readonly value: string; readonly label: string }[], value: string): void;
}

/** A choice of one among several. */
export function createSelect(options: SelectOptions): Select {
  const element = document.createElement('vscode-dropdown') as HTMLElement & { value: string };
  element.setAttribute('aria-label', options.label);
  element.title = options.label;
  if (options.id) element.dataset.testid = options.id;
  element.addEventListener('change', () => options.onChange(element.value));
  let shown = '';
  return {
    element,
    set(choices, value) {
      const now = JSON.stringify(choices);
      if (now !== shown) {
        shown = now;
        element.replaceChildren(
          ...choices.map((choice) => {
            const option = document.createElement('vscode-option') as HTMLElement & { value: string };
            option.setAttribute('value', choice.value);
            option.textContent = choice.label;
            return option;
          }),
        );
      }
      queueMicrotask(() => {
        element.value = value;
      });
    },
  };
}

export interface TextFieldOptions {
  readonly label: string;
  readonly placeholder?: string;
  readonly id?: string;
  readonly onInput: (value: string) => void;
}

export interface TextField {
  readonly element: HTMLElement;
  value(): string;
  set(value: string): void;
}

/** A line of text. */
export function createTextField(options: TextFieldOptions): TextField {
  const element = document.createElement('vscode-text-field') as HTMLElement & { value: string };
  element.setAttribute('aria-label', options.label);
  element.setAttribute('placeholder', options.placeholder ?? options.label);
  if (options.id) element.dataset.testid = options.id;
  element.addEventListener('input', () => options.onInput(element.value));
  return {
    element,
    value: () => element.value ?? '',
    set: (value) => {
      element.value = value;
    },
  };
}

/** A box to tick. */
export function createCheckbox(options: {
  label: string;
  checked: boolean;
  onChange: (on: boolean) => void;
}): HTMLElement {
  const element = document.createElement('vscode-checkbox') as HTMLElement & { checked: boolean };
  element.textContent = options.label;
  element.checked = options.checked;
  element.addEventListener('change', () => options.onChange(element.checked));
  return element;
}

function withSlot(svg: SVGSVGElement): SVGSVGElement {
  svg.setAttribute('slot', 'start');
  return svg;
}
