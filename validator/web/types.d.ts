// What goes over the wire, as the Python bridge gives it, and the state of the page. For the type check alone: the site
// doesn't have this file.


/** Text by name: of Forem's fields, of the encryption, and of what is known of the instance. */
export type Values = Record<string, string>;

export type Severity = "error" | "warning" | "advice";

export interface Finding {
  code: string;
  severity: Severity;
  field: string;
  /** What is wrong, if that isn't a setting but something about this Forem. */
  instance_field: string | null;
  message: string;
  /** The values that fix it, by field, with secrets hidden; `null` without a fix. */
  fix: Values | null;
  alternative: Values | null;
  /** From the site's root. */
  url: string;
}

export interface Report {
  verdict: "errors" | "warnings" | "unfinished" | "ready";
  provider: string | null;
  settings: Record<string, string | null>;
  findings: Finding[];
  /** What is missing and can change the verdict: fields, and "hosting". */
  to_fill_in: string[];
}

export type Lock = "closed" | "open";

/** One thing that is said to the mail server, or by it. */
export interface Step {
  id: string;
  sender: "forem" | "server";
  text: string;
  lock: Lock | null;
  state: "ok" | "fails" | "unsure" | "not reached";
  code: string | null;
}

export interface Conversation {
  steps: Step[];
}

export interface Payload {
  text: string | null;
  values: Values;
  /** The fields whose values no one entered. */
  filled: string[];
  error: { field: string; message: string } | null;
  warning: string | null;
}

/** All that is shown of some values. */
export interface Judgement {
  report: Report;
  conversation: Conversation;
  payload: Payload | null;
}

/** What Python will answer to a link's first request; see link-answer.mjs. */
export interface LinkAnswer {
  request: object;
  answer: Judgement;
}

/** One of several servers in a text, with all its values. */
export interface ServerRead {
  /** The settings that were given. */
  settings: Values;
  /** The same as people may see them, with secrets hidden. */
  seen: Values;
  origins: Values;
  /** Its lines, in words. */
  place: string;
}

/** Where a value came from, and how to show it. */
export interface Origin {
  origin: string;
  /** Empty for a password. */
  shown: string;
}

/** What was read of a text. */
export interface ParseResult {
  format: string | null;
  title: string | null;
  settings: Record<string, string | null>;
  origins: Values;
  unused: string[];
  /** All values of the fields for which there were several. */
  candidates: Record<string, string[]>;
  /** Where each of them came from. */
  candidate_origins: Record<string, string[]>;
  /** Each of several mail servers, the one in the settings first; empty if there is one. */
  servers: ServerRead[];
  /** The candidates as people may see them, without passwords. */
  shown: Record<string, string[]>;
  /** The settings that were given, as people may see them, with secrets hidden. */
  seen: Values;
  /** What the text says of single ports. */
  port_encryption: Values;
  reason: string | null;
  /** Whose settings these surely are, if the title doesn't say it. */
  program: string | null;
  /** The language of the labels, unless that is English. */
  language: string | null;
  /** Whether the text sets `SENDGRID_API_KEY`, with which a Forem may send instead. */
  has_sendgrid_api_key: boolean;
  /** What the text says about the Forem itself, by the field under "About this Forem". */
  forem: Values;
  has_error: boolean;
  /** The lines with an error message; empty if there are none. */
  error: string;
}

export interface Cause {
  text: string;
  fix: string;
  field: string | null;
  code: string | null;
  /** The finding's page if there is a code, else a page of the guide. */
  url: string | null;
  /** Whether the settings show it. */
  found: boolean;
  /** How to tell it from the other causes. */
  tell: string | null;
}

/** What an error message means. */
export interface Explanation {
  id: string | null;
  meaning: string;
  general: boolean;
  stage: string | null;
  temporary: boolean | null;
  provider_name: string | null;
  causes: Cause[];
  url: string | null;
  /** What a failed email does to the members; `null` if none failed. */
  effect: string | null;
  /** From the site's root. */
  way_back: string | null;
}

/** One number of the plan. */
export interface VolumeLine {
  id: string;
  title: string;
  mails: number;
  reckoned: string;
  limit: number | null;
  percent: number | null;
}

export interface Volume {
  /** What is wrong with what was typed, by name. */
  problems: Values;
  state: "" | "fits" | "first" | "over" | "restricted" | "unknown";
  summary: string;
  lines: VolumeLine[];
}

/** The bridge's functions: what each answers. */
export interface Bridge {
  judge: Judgement;
  payload: Payload;
  fix: { changes: Values };
  link: { fragment: string; left_out: string[] };
  support: { text: string };
  explain: Explanation;
  read: ParseResult;
  volume: Volume;
}

export type BridgeName = keyof Bridge;

/** A Python that runs, as worker-client.mjs starts it. */
export interface Python {
  call<Name extends BridgeName>(name: Name, request: object): Promise<Bridge[Name]>;
}

export interface StartOptions {
  /** Ends it when aborted. */
  signal?: AbortSignal;
  /** Whether to start the whole interpreter at once. */
  whole?: boolean;
  /** Whether to ask the server for every file again. */
  fresh?: boolean;
}

export type StartPython = (onProgress: (text: string) => void, options: StartOptions) => Promise<Python>;

/** An answer of Python's with what it was asked about. */
export interface Answer extends Judgement {
  version: number;
  format: string;
  /** Whether the payload has the password hidden. */
  hidden: boolean;
}

/** Something that can be undone. */
export interface UndoStep {
  text: string;
  before: Values;
  kind: string;
  version: number;
  /** The extras before the step. */
  extras?: Values;
}

/** All state that can be set directly. The values have methods of their own. */
export interface State {
  version: number;
  answer: Answer | null;
  isLate: boolean;
  presetValues: Values;
  isLinked: boolean;
  isUnlisted: boolean;
  extras: Values;
  errorText: string;
  volume: { values: Values; answer: Volume } | null;
  isVolumeLate: boolean;
  open: Record<string, boolean>;
  place: string;
  format: string;
  showsPayloadAnyway: boolean;
  isPasswordShown: boolean;
  isPythonAwaited: boolean;
}

export type EngineState = "asleep" | "starting" | "running" | "failed";

/** What the views need to know of the engine. */
export interface EngineView {
  state: EngineState;
  progress: string;
  reason: string;
  onlyReloadHelps: boolean;
}

/** What people see; `viewOf` describes it. */
export interface View {
  state: "failed" | "idle" | "starting" | "checking" | "errors" | "unfinished" | "warnings" | "ready";
  report: Report | null;
  shown: Finding[];
  unchecked: string[];
  waiting: string[];
  lacksPassword: boolean;
  wantsPassword: boolean;
}

/** Announces something to screen readers. */
export type Say = (text: string) => void;

/** A provider's label, and the values that are the same for all its customers. */
export interface Preset {
  label: string;
  values: Values;
}

declare global {
  /** Material's: emits at every page, the first one too. */
  var document$: { subscribe(listener: () => void): void };

  interface Navigator {
    /** Only Chromium has it. */
    connection?: { saveData: boolean };
  }
}
