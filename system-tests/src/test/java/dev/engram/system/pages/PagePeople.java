package dev.engram.system.pages;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.function.Consumer;

/** Who looks at which pages. */
final class PagePeople {
    private PagePeople() {}

    /** What a person looks at. @param open what is done on the page before it is looked at */
    record View(String name, String address, Consumer<Page> open) {
        View(String name, String address) {
            this(name, address, _ -> {});
        }
    }

    record Person(String username, String password, List<View> views) {
        @Override
        public String toString() {
            return username;
        }
    }

    /** The people of the demo, and one for each role that it has nobody for: together they see every page as it is in use. */
    static List<Person> ofTheDemo(PagesStack stack) {
        var deck = "/decks/" + stack.deckId();
        var cohort = "/classes/" + stack.cohortId();
        return List.of(
                new Person(
                        "learner",
                        "learn-transformers",
                        List.of(
                                new View("review", "/review"),
                                new View("review-answer", "/review", PagePeople::showAnswer),
                                new View("account", "/account"),
                                new View("definitions", "/definitions#mastery"),
                                new View("design", "/design"))),
                new Person(
                        "amira-s1",
                        "learn-transformers",
                        List.of(
                                new View("learning", "/learning"),
                                new View("learning-tag", "/learning/tags?tag=attention"),
                                new View("learning-retention", "/learning/retention"),
                                new View("learning-plan", "/learning/plan"))),
                new Person(
                        "teacher",
                        "teach-transformers",
                        List.of(
                                new View("classes", "/classes"),
                                new View("class", cohort),
                                new View("class-grid", cohort + "?tab=grid"),
                                new View("class-risks", cohort + "?tab=risks"))),
                new Person(
                        "author",
                        "write-transformers",
                        List.of(
                                new View("decks", "/decks"),
                                new View("deck", deck),
                                new View("card", deck + "/cards/" + stack.cardId()))),
                new Person("researcher", PagesStack.PASSWORD, List.of(new View("hardness", "/hardness"))),
                new Person("operator", PagesStack.PASSWORD, List.of(new View("operations", "/operations"))),
                new Person("administrator", PagesStack.PASSWORD, List.of(new View("people", "/people"))));
    }

    /** By keyboard, on the page of reviews. */
    static void showAnswer(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show answer"))
                .waitFor();
        page.keyboard().press("Space");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Easy"))
                .waitFor();
    }
}
