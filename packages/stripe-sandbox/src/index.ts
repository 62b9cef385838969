export { startSandbox, PUBLISHABLE_KEY, SECRET_KEY, type Sandbox, type SandboxOptions } from './sandbox.ts';
export { API_VERSION } from './context.ts';
