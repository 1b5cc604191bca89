// What a service worker has and a page doesn't. The compiler takes all of this project's modules for a page's.

export interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

export interface RequestEvent extends WorkerEvent {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

declare global {
  var registration: ServiceWorkerRegistration;
  function skipWaiting(): Promise<void>;

  interface WindowEventMap {
    install: WorkerEvent;
    activate: WorkerEvent;
    fetch: RequestEvent;
  }
}
