package dev.engram.review.adapter.http;

import static io.restassured.RestAssured.given;

import dev.engram.testing.TestTokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The service as one learner's clients call it. */
final class Http {
    private final String token;

    private Http(String token) {
        this.token = token;
    }

    static Http as(UUID learnerId) {
        return new Http(TestTokens.shared().learner(learnerId));
    }

    static Http with(String token) {
        return new Http(token);
    }

    Response reviews(List<? extends Map<String, ?>> reviews) {
        return request().body(Map.of("reviews", reviews)).post("/api/v1/reviews");
    }

    Response post(String path, Object body) {
        return request().body(body).post(path);
    }

    Response put(String path) {
        return request().put(path);
    }

    Response put(String path, Object body) {
        return request().body(body).put(path);
    }

    Response putIfMatch(String path, String tag, Object body) {
        return request().header("If-Match", tag).body(body).put(path);
    }

    /** Without a body, and without a type of one. */
    Response putNothing(String path) {
        return given().header("Authorization", "Bearer " + token).put(path);
    }

    Response delete(String path) {
        return request().delete(path);
    }

    Response get(String path, Object... queryParameters) {
        return request().get(path, queryParameters);
    }

    Response history(UUID cardId, String after) {
        return after == null
                ? get("/api/v1/reviews?cardId={card}", cardId)
                : get("/api/v1/reviews?cardId={card}&after={after}", cardId, after);
    }

    private RequestSpecification request() {
        return given().contentType("application/json").header("Authorization", "Bearer " + token);
    }
}
