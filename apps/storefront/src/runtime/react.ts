// What the build puts in the place of `react`: the few names this app uses, from Preact's own core. Its compatibility
// layer is half as large again, and nothing here needs it.
export { createContext, Fragment } from 'preact';
export {
  useCallback,
  useContext,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'preact/hooks';
