// What the API takes and answers, as far as this client uses it. docs/openapi.yaml has all of it. Values of answers may become more.

export type Rating = "AGAIN" | "HARD" | "GOOD" | "EASY";
export type CardActionKind = "SUSPEND" | "RESUME" | "BURY" | "RESET" | "SET_DUE";

/** RFC 9457: why a request or an item was refused. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  field?: string;
  rule?: string;
  requestId?: string;
}

/** What a history comes to. */
export interface CardState {
  phase: string;
  step: number;
  stabilityDays: number;
  difficulty: number;
  lastReviewAt?: string;
  lastReview?: string;
  dueAt?: string;
  intervalDays: number;
  reviews: number;
  lapses: number;
  suspended: boolean;
  buriedUntil?: string;
  dueDay?: string;
}

/** Where an answer leads, computed by the server as the recorded answer will be. */
export interface AnswerPreview {
  rating: Rating;
  phase: string;
  step: number;
  stabilityDays: number;
  difficulty: number;
  dueAt: string;
  dueDay?: string;
  interval: string;
}

export interface QueuedCard {
  cardId: string;
  deckId: string;
  revision: number;
  kind: string;
  day: string;
  dueAt?: string;
  dueDay?: string;
  basedOn?: string;
  question: string;
  provenance?: string;
  tags: string[];
  answer?: unknown;
  source?: unknown;
  /** Where it was asked for: HTML that the server has made safe. */
  questionHtml?: string;
  answerHtml?: string;
  state: CardState;
  retrievability?: number;
  previews: AnswerPreview[];
}

export interface QueueDay {
  day: string;
  from: string;
  learning: number;
  review: number;
  new: number;
}

export interface QueuePage {
  asOf: string;
  caughtUp: boolean;
  parked: boolean;
  days: QueueDay[];
  cards: QueuedCard[];
  next?: string;
}

/** One review, as it is sent. */
export interface Review {
  reviewId: string;
  cardId: string;
  rating: Rating;
  reviewedAt: string;
  utcOffset?: string;
  clientId: string;
  clientSeq: number;
  durationMs?: number;
  dueAt?: string;
  basedOn?: string;
  cardRevision?: number;
}

/** One action, as it is sent. */
export interface Action {
  actionId: string;
  cardId: string;
  action: CardActionKind;
  dueDay?: string;
  actedAt: string;
  clientId: string;
  clientSeq: number;
}

/** Takes a review or an action back, as it is sent. */
export interface Retraction {
  retractionId: string;
  target: string;
  cardId: string;
  retractedAt: string;
  clientId: string;
  clientSeq: number;
}

/** What became of an item that was sent. */
export interface Receipt {
  id: string;
  status: string;
  flags: string[];
  problem?: Problem;
}

/** @property state - absent where none could be derived, for the reason in `quarantined` */
export interface ChangedSchedule {
  cardId: string;
  state?: CardState;
  quarantined?: string;
  conflicts?: string[];
}

export interface ChangedCard {
  cardId: string;
  deckId: string;
  revision: number;
  ordinal?: number;
  retired: boolean;
}

export interface ChangedDeck {
  deckId: string;
  path: string[];
  title: string;
  role: string;
}

/** The study plan in force, as `GET /plan` tells it, too. */
export interface StudyPlan {
  source: string;
  desiredRetention: number;
  learningSteps: string[];
  relearningSteps: string[];
  maximumIntervalDays: number;
  rolloverHour: number;
  zone: string;
  zoneSet: boolean;
  newCardsPerDay: number;
  reviewsPerDay: number;
  fuzz: boolean;
  weights: number[];
  weightsVersion: string;
  reviewOrder: string;
  retentionGoals: { deckId?: string; tag?: string; desiredRetention: number }[];
  breaks: { from: string; to: string }[];
  fitting: string;
}

/** A page of changes. */
export interface Changes {
  reset: boolean;
  next: string;
  more: boolean;
  plan?: StudyPlan;
  decks?: ChangedDeck[];
  schedules: ChangedSchedule[];
  cards: ChangedCard[];
}
