import { render, type ComponentChild, type ContainerNode } from 'preact';

/** What the build puts in the place of `react-dom/client`. */
export function createRoot(container: ContainerNode) {
  return {
    render: (what: ComponentChild) => render(what, container),
    unmount: () => render(null, container),
  };
}
