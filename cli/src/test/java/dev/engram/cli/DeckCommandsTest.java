package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for authors, against a gateway that answers what a test wants. */
class DeckCommandsTest {
    private static final String DECK = "0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00";
    private static final String TEXT = "D\r\nQ?\r\nattention\r\nΓιατί\u037E 注意\r\n";

    @TempDir
    private Path folder;

    private GatewayStub gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new GatewayStub();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Commands.Ran run(String... arguments) throws IOException, InterruptedException {
        return Commands.runWith(Map.of("ENGRAM_URL", gateway.url().toString()), arguments);
    }

    private String file() throws IOException {
        return Files.writeString(folder.resolve("deck.txt"), "x").toString();
    }

    @Test
    void shouldSendTheAuthorsAndPrintThoseThatWereTaken() throws Exception {
        // given
        gateway.answer(
                "POST /decks/import",
                200,
                "{\"counts\":{\"read\":1,\"new\":1},\"authors\":[\"田中\",\"True\"],\"deckId\":\"d\",\"version\":1}");
        // when
        var ran = run("import", "--authors", "田中,Ludwig van Beethoven", file());
        // then
        assertThat(ran.code()).isZero();
        assertThat(gateway.received("POST /decks/import").getFirst().query())
                .contains("authors=田中,Ludwig+van+Beethoven")
                .doesNotContain("acceptOverwrite");
        assertThat(ran.out()).contains("Names taken for authors: 田中, True.");
    }

    @Test
    void shouldPrintWhatADryRunWouldChangeWithOldAndNew() throws Exception {
        // given
        gateway.answer("POST /decks/import", 200, """
                {"dryRun": true, "counts": {"read": 3, "new": 1, "updated": 1, "unchanged": 1},
                 "cards": [
                   {"line": 2, "change": "unchanged", "after": {"question": "Same?", "tags": ["a"]}},
                   {"line": 5, "change": "updated",
                    "before": {"question": "Why?", "tags": ["a"], "answer": {"author": null, "text": "Old.", "seeSource": false}},
                    "after": {"question": "Why?", "tags": ["a", "b"], "answer": {"author": "Brian", "text": "New.\\n  x", "seeSource": true}}},
                   {"line": 9, "change": "new",
                    "after": {"question": "What?", "tags": ["c"], "answer": null,
                      "source": {"title": "Book.", "locator": {"kind": "equation", "value": "1.2"}}}}],
                 "gone": [{"cardId": "x", "question": "Gone?"}], "goneCount": 1}
                """);
        // when
        var ran = run("import", "--dry-run", file());
        // then
        assertThat(ran.out()).isEqualToNormalizingNewlines("""
                line 5     updated   Why?
                    tags       - a
                    tags       + a b
                    answer     - Old.
                    answer     + (Brian) (See source material.) New.
                               +   x
                line 9     new       What?
                    tags         c
                    source       Book. [equation 1.2]
                Would import: 3 cards read: 1 new, 1 updated, 1 unchanged, 0 restored, 0 skipped, 0 rejected.
                1 cards of the deck are not in the file; they stay.
                    Gone?
                """);
    }

    @Test
    void shouldSayWhyCardsWereSkippedAndRestoreThemOnRequest() throws Exception {
        // given
        gateway.answer("POST /decks/import", 200, """
                {"counts": {"read": 1, "skipped": 1}, "warningCount": 3, "warnings": [{"line": 1, "code": "W-INDENT"}],
                 "skipped": [{"line": 2, "cardId": "c", "question": "Old?", "code": "retired"}]}
                """);
        // when
        var ran = run("import", file());
        run("import", "--restore-retired", file());
        // then
        assertThat(ran.out()).contains("1 skipped", "retired by hand; --restore-retired", "    line 2: Old?");
        assertThat(ran.out()).contains("and 2 more warnings");
        assertThat(gateway.received("POST /decks/import"))
                .extracting(request -> request.query().contains("restoreRetired=true"))
                .containsExactly(false, true);
    }

    @Test
    void shouldUndoAnImportAfterSayingWhatItTakesBack() throws Exception {
        // given
        gateway.answer("GET /decks/" + DECK, 200, "{\"version\": 7}");
        gateway.answer("POST /decks/" + DECK + "/undo", 200, "{\"version\": 8, \"revised\": 2, \"retired\": 3}");
        // when
        var ran = run("undo", "--yes", DECK);
        // then
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("gives 2 cards", "retires 3 cards", "version 8");
        assertThat(gateway.received("POST /decks/" + DECK + "/undo"))
                .extracting(GatewayStub.Request::query)
                .containsExactly("dryRun=true", "null");
        assertThat(gateway.received("POST /decks/" + DECK + "/undo"))
                .extracting(GatewayStub.Request::ifMatch)
                .containsOnly("\"7\"");
    }

    @Test
    void shouldNameTheEditsThatAnUndoWouldOverwrite() throws Exception {
        // given
        gateway.answer("GET /decks/" + DECK, 200, "{\"version\": 7}");
        gateway.answer("POST /decks/" + DECK + "/undo", 409, """
                {"type": "urn:engram:problem:edited-since-import", "title": "Edited", "editedSince": ["c1"], "taken": ["c2"]}
                """);
        // when
        var ran = run("undo", DECK);
        // then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("Nothing was undone", "card c1 was edited", "card c2 asked before");
    }

    @Test
    void shouldRefuseToOverwriteEditsUnasked() throws Exception {
        // given
        gateway.answer("POST /decks/import", 409, """
                {"type": "urn:engram:problem:edited-since-import", "title": "The import would overwrite edits", "count": 1,
                 "cards": [{"line": 5, "change": "updated", "before": {"question": "Why?", "tags": ["web"]},
                            "after": {"question": "Why?", "tags": ["file"]}}]}
                """);
        // when
        var ran = run("import", file());
        // then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("tags       - web", "tags       + file", "--overwrite");
    }

    @Test
    void shouldPrintNoControlCharacterOfAServerOrAFile() throws Exception {
        // given
        gateway.answer("POST /decks/import", 422, """
                {"type": "urn:engram:problem:deck-file-errors", "title": "Errors",
                 "errors": [{"line": 4, "column": 3, "code": "E-CHARACTER", "message": "bad \\u0007", "text": "\\u001b[2J\\r x"}]}
                """);
        gateway.answer("GET /decks", 500, "{\"title\":\"broken \\u001b[31m\\u009b\"}");
        // when
        var imported = run("import", file());
        var failed = run("decks");
        // then
        assertThat(imported.out()).contains(":4:3: E-CHARACTER: bad \\u0007", "    \\u001B[2J\\u000D x");
        assertThat(failed.err()).contains("broken \\u001B[31m\\u009B");
        assertThat(imported.out() + failed.err()).doesNotContain("\u001b", "\u0007", "\r", "\u009b");
    }

    @Test
    void shouldListAllDecksWithTheirIds() throws Exception {
        // given
        gateway.answer(
                "GET /decks",
                200,
                "{\"decks\":[{\"deckId\":\"" + DECK + "\",\"title\":\"ML | Basics\",\"version\":3,\"cards\":13,"
                        + "\"visibility\":\"PRIVATE\",\"role\":\"EDITOR\"}]}");
        // when
        var ran = run("decks");
        // then
        assertThat(ran.out()).contains(DECK + "      13        3 private    editor  ML | Basics");
    }

    @Test
    void shouldSayWhoMaySeeADeck() throws Exception {
        // given
        gateway.answer("PUT /decks/" + DECK + "/visibility", 200, "{\"visibility\":\"PUBLIC\"}");
        gateway.answer("PUT /decks/" + DECK + "/shares/ada", 204, "");
        gateway.answer("DELETE /decks/" + DECK + "/shares/ada", 204, "");
        gateway.answer("POST /decks/" + DECK + "/join-code", 201, "{\"code\":\"7K2M-9QXD-04TB\"}");
        gateway.answer("PUT /decks/" + DECK + "/membership", 404, """
                {"type":"urn:engram:problem:not-found","title":"Not found","status":404}""");
        gateway.answer("GET /decks/" + DECK + "/shares", 200, """
                {"visibility":"PRIVATE","joinCode":{"uses":3,"maxUses":40},
                 "shares":[{"username":"ada","role":"EDITOR","at":"2026-03-01T08:30:00Z","byCode":true}]}""");
        // then
        var published = run("deck", "publish", DECK);
        assertThat(published.err()).isEmpty();
        assertThat(published.out()).contains("everybody who signs in sees it");
        assertThat(run("deck", "share", DECK, "ada").out()).contains("ada may read the deck");
        assertThat(run("deck", "share", "--withdraw", DECK, "ada").out()).contains("ada sees the deck no more");
        assertThat(run("deck", "code", "--uses", "40", DECK).out())
                .contains("./engram deck join --as USER --code 7K2M-9QXD-04TB " + DECK);
        assertThat(run("deck", "join", "--code", "7K2M", DECK).err()).contains("there is no deck " + DECK, "join code");
        assertThat(run("deck", "share", DECK).out())
                .contains("The deck is private.", "ada", "editor", "by code", "3 of 40 people");
        assertThat(run("deck", "publish").code()).isEqualTo(2);
    }

    @Test
    void shouldMakeListJoinAndLeaveACohort() throws Exception {
        // given
        var cohort = "7c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f";
        gateway.answer(
                "POST /cohorts",
                201,
                "{\"cohortId\":\"" + cohort + "\",\"joinCode\":\"7K2M-9QXD-04TB\",\"version\":1}");
        gateway.answer("GET /cohorts", 200, """
                {"cohorts":[{"cohortId":"%s","name":"Autumn","role":"TEACHER","examDate":"2026-06-15","archived":false}],
                 "caughtUp":true,"parked":false}""".formatted(cohort));
        gateway.answer("POST /cohorts/join", 200, "{\"cohortId\":\"" + cohort + "\",\"member\":true}");
        gateway.answer("POST /cohorts/" + cohort + "/leave", 200, "{\"member\":false}");
        gateway.answer("GET /cohorts/" + cohort + "/members", 200, """
                {"members":[{"username":"ada","joinedAt":"2026-03-01T08:30:00Z"}]}""");
        // when
        var made = run("cohort", "create", "--exam", "2026-06-15", DECK, "Autumn");
        // then
        assertThat(made.err()).isEmpty();
        assertThat(made.out()).contains(cohort, "./engram cohort join --as USER 7K2M-9QXD-04TB");
        assertThat(gateway.received("POST /cohorts").getFirst().body())
                .isEqualTo("{\"name\":\"Autumn\",\"deckId\":\"" + DECK + "\",\"examDate\":\"2026-06-15\"}");
        assertThat(run("cohort", "list").out()).contains(cohort, "teacher", "2026-06-15", "Autumn");
        assertThat(run("cohort", "join", "7K2M-9QXD-04TB").out()).contains("is a member of cohort " + cohort);
        assertThat(run("cohort", "members", cohort).out()).contains("ada");
        assertThat(run("cohort", "leave", cohort).out()).contains("is no member");
        gateway.answer("DELETE /cohorts/" + cohort + "/members/ada", 200, "{\"member\":false}");
        assertThat(run("cohort", "remove", cohort, "ada").out()).contains("ada is no member");
        assertThat(run("cohort", "leave", "autumn").err()).contains("COHORT must be an id", "cohort list");
    }

    @Test
    void shouldForecastTheNextExamOfACohort() throws Exception {
        // given
        gateway.answer("GET /cohorts", 200, """
                {"cohorts":[{"name":"Past","deckId":"d1","examDate":"2020-01-01"},{"name":"None","deckId":"d2"},
                 {"name":"Later","deckId":"d3","examDate":"2199-06-15"},{"name":"Next","deckId":"d4","examDate":"2199-06-14"}]}""");
        gateway.answer("POST /plan/exam", 200, """
                {"examAt":"2199-06-14T12:00:00Z","studyDays":30,"cards":200,"newCards":20,"targetRecall":0.9,"reachable":true,
                 "recallUnstudied":0.412,"smallestPace":17,"runs":200,"seed":1,"model":"FSRS-6","weightsVersion":"w1",
                 "study":{"expectedRecall":0.934,"low":0.93,"high":0.94,"reviewsPerDay":20,"busiestDay":31,"minutesPerDay":7}}""");
        // when
        var ran = run("plan", "exam", "--reviews", "40");
        // then
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains(
                        "The exam of cohort Next.",
                        "can be reached: 2199-06-14 in 30 study days",
                        "93.4 %, in 8 of 10 runs 93.0 % to 94.0 %; target 90.0 %",
                        "nothing studied   41.2 %",
                        "17 cards a day reach it; no desired retention");
        assertThat(gateway.received("POST /plan/exam").getFirst().body())
                .isEqualTo("{\"day\":\"2199-06-14\",\"deckId\":\"d4\",\"reviewsPerDay\":40}");
        assertThat(run("plan", "exam", "--deck", "d2").err()).contains("--day");
    }

    @Test
    void shouldExportADeckByteForByte() throws Exception {
        // given
        gateway.answer(
                "GET /decks/" + DECK + "/export", 200, TEXT, Map.of("Engram-Authors", "%E7%94%B0%E4%B8%AD%2CBo"));
        var target = folder.resolve("out.txt");
        // when
        var printed = run("export", DECK);
        var ran = run("export", DECK, target.toString());
        // then
        assertThat(printed.out()).isEqualTo(TEXT);
        assertThat(ran.code()).isZero();
        assertThat(target).hasContent(TEXT);
        assertThat(ran.err()).contains("--authors \"田中,Bo\"");
        assertThat(folder).isDirectoryNotContaining("glob:**/.engram-*");
    }

    @Test
    void shouldOverwriteAFileOnlyWhenAsked() throws Exception {
        // given
        gateway.answer("GET /decks/" + DECK + "/export", 200, TEXT);
        var target = Files.writeString(folder.resolve("out.txt"), "mine");
        // when
        var refused = run("export", DECK, target.toString());
        // then
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("exists", "--force");
        assertThat(target).hasContent("mine");
        // when
        var forced = run("export", "--force", DECK, target.toString());
        // then
        assertThat(forced.code()).isZero();
        assertThat(target).hasContent(TEXT);
    }

    @Test
    void shouldSayWhyADeckCannotBeExported() throws Exception {
        // given
        gateway.answer("GET /decks/" + DECK + "/export", 409, """
                {"type": "urn:engram:problem:not-exportable", "title": "A deck file cannot carry the deck", "reasons": [],
                 "count": 2, "cards": [{"cardId": "c1", "question": "Why?", "reasons": ["The tag 'C#' is none."],
                   "slugs": {"C#": "c"}}]}
                """);
        var target = folder.resolve("out.txt");
        // when
        var ran = run("export", DECK, target.toString());
        // then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("card c1: Why?", "The tag 'C#' is none.", "tag C# -> c", "and 1 more cards");
        assertThat(target).doesNotExist();
    }

    @Test
    void shouldSayHowToFindADeck() throws Exception {
        // given
        gateway.answer("GET /decks/" + DECK + "/export", 404, "{\"title\":\"Not found\"}");
        // then
        assertThat(run("export", "transformers").err()).contains("must be the id of a deck", "./engram decks");
        assertThat(run("export", DECK).err()).contains("there is no deck " + DECK, "./engram decks");
    }
}
