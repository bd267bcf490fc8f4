// A client of the API in TypeScript: signs in, asks what to study next, and records a review of the first card.
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/engram.js";

type Card = components["schemas"]["QueuedCard"];

export async function study(
  gateway: string,
  username: string,
  password: string,
  newReviewId: () => string,
): Promise<Card | undefined> {
  const signIn = createClient<paths>({ baseUrl: gateway });
  const { data: token, error } = await signIn.POST("/api/v1/tokens", { body: { username, password } });
  if (!token) {
    throw new Error(error?.detail ?? error?.title ?? "not signed in");
  }
  const api = createClient<paths>({ baseUrl: gateway, headers: { Authorization: `Bearer ${token.token}` } });
  const queue = await api.GET("/api/v1/queue", { params: { query: { limit: 1 } } });
  const card = queue.data?.cards[0];
  if (!card) {
    return undefined;
  }
  const recorded = await api.POST("/api/v1/reviews", {
    body: {
      reviews: [
        {
          reviewId: newReviewId(),
          cardId: card.cardId,
          rating: "GOOD",
          reviewedAt: new Date().toISOString(),
          clientId: "typescript",
          clientSeq: 0,
          ...(card.dueAt && { dueAt: card.dueAt }),
          ...(card.basedOn && { basedOn: card.basedOn }),
        },
      ],
    },
  });
  const position = recorded.data?.position;
  const after = await api.GET("/api/v1/queue", { params: { query: position ? { after: position } : {} } });
  return after.data?.cards[0];
}
