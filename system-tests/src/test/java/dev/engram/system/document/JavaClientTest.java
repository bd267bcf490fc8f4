package dev.engram.system.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.engram.client.ApiClient;
import dev.engram.client.ApiException;
import dev.engram.client.api.MembershipsApi;
import dev.engram.client.api.ReviewsApi;
import dev.engram.client.api.StudyingApi;
import dev.engram.client.model.AnswerPreview;
import dev.engram.client.model.ItemStatus;
import dev.engram.client.model.QueueKind;
import dev.engram.client.model.QueuedCard;
import dev.engram.client.model.Rating;
import dev.engram.client.model.Review;
import dev.engram.client.model.ReviewBatch;
import dev.engram.client.model.ReviewResult;
import dev.engram.events.Ids;
import dev.engram.system.RunningStack;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The generated client talks to the running stack. */
class JavaClientTest {

    @Test
    void shouldStudyACardThroughTheGeneratedClient() throws Exception {
        // given
        var running = RunningStack.shared();
        var deck = running.importTransformers();
        var token = running.tokens().learner(UUID.randomUUID());
        var client = new ApiClient();
        client.updateBaseUri(running.stack().url().toString());
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        var studying = new StudyingApi(client);
        // when
        var joined = new MembershipsApi(client).joinDeck(UUID.fromString(deck.id()), null);
        // the position of the membership says nothing about the cards, which arrive by a topic of their own
        var queue = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> studying.readQueue(
                                joined.getPosition(), null, 3, UUID.fromString(deck.id()), null, 5, "DUE", null, null),
                        page -> page.getNext() != null);
        var first = queue.getCards().getFirst();
        var review = new Review()
                .reviewId(Ids.v7())
                .cardId(first.getCardId())
                .rating(Rating.GOOD)
                .reviewedAt(OffsetDateTime.now(ZoneOffset.UTC))
                .clientId("java")
                .clientSeq(0L);
        var results = new ReviewsApi(client).recordReviews(new ReviewBatch().reviews(List.of(review)));
        var after = studying.readQueue(
                results.getPosition(), null, null, UUID.fromString(deck.id()), null, 50, null, null, null);
        // then
        assertThat(results.getResults()).extracting(ReviewResult::getStatus).containsExactly(ItemStatus.ACCEPTED);
        assertThat(after.getCaughtUp()).isTrue();
        assertThat(queue.getDays()).hasSize(4);
        assertThat(first.getPreviews())
                .extracting(AnswerPreview::getRating)
                .containsExactly(Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY);
        assertThat(first.getPreviews()).extracting(AnswerPreview::getInterval).contains("PT10M");
        assertThat(after.getCards())
                .filteredOn(card -> card.getKind() == QueueKind.NEW)
                .extracting(QueuedCard::getCardId)
                .doesNotContain(first.getCardId());
        var refused = catchThrowableOfType(
                ApiException.class, () -> new ReviewsApi(client).recordReviews(new ReviewBatch().reviews(List.of())));
        assertThat(refused.getCode()).isEqualTo(400);
        assertThat(refused.getResponseBody()).contains("urn:engram:problem:invalid-field");
    }
}
