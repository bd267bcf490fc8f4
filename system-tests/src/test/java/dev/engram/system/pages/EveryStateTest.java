package dev.engram.system.pages;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.engram.system.pages.PageBrowser.Screen;
import dev.engram.system.pages.PagePeople.Person;
import dev.engram.system.pages.PagePeople.View;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pages as they seldom are: with a dialog open, without anything to show, and without an answer of the server. */
@Tag("pages")
@ExtendWith(PagesStack.class)
class EveryStateTest {
    private static final String UNFOLD =
            "() => document.querySelectorAll('details').forEach((one) => (one.open = true))";
    private static final List<Screen> SCREENS = List.of(Screen.DESKTOP, Screen.PHONE_DARK);

    @TestFactory
    Stream<DynamicTest> shouldBeReadableWithADialogOpen(PagesStack stack) {
        var deck = "/decks/" + stack.deckId();
        var cohort = "/classes/" + stack.cohortId();
        return tests(
                stack,
                List.of(
                        new Person(
                                "learner",
                                "learn-transformers",
                                List.of(
                                        dialog("help", "/review", "Keys and help"),
                                        new View("state-forms", "/account", page -> page.evaluate(UNFOLD)))),
                        new Person(
                                "amira-s1",
                                "learn-transformers",
                                List.of(new View(
                                        "state-card-history",
                                        "/learning/tags?tag=attention&card=" + stack.cardId(),
                                        EveryStateTest::expectDialog))),
                        new Person(
                                "teacher",
                                "teach-transformers",
                                List.of(
                                        dialog("new-class", "/classes", "New class"),
                                        dialog("remove-class", cohort + "?tab=settings", "Remove the class"),
                                        dialog("remove-member", cohort + "?tab=members", "Remove amira-s1"),
                                        new View(
                                                "state-card-of-learner",
                                                cohort + "/learners/amira-s1?cards=all&card=" + stack.cardId(),
                                                EveryStateTest::expectDialog),
                                        dialog("new-code", cohort + "?tab=members", "Make a new code"))),
                        new Person(
                                "author",
                                "write-transformers",
                                List.of(
                                        dialog("new-deck", "/decks", "New deck"),
                                        dialog("undo-import", deck, "Undo import"),
                                        new View("state-sharing", deck + "/sharing"))),
                        new Person(
                                "administrator",
                                PagesStack.PASSWORD,
                                List.of(
                                        dialog("new-account", "/people", "New account"),
                                        dialog("edit-account", "/people", "Edit the account")))));
    }

    private static View dialog(String name, String address, String button) {
        return new View("state-" + name, address, page -> {
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                    .first()
                    .click();
            expectDialog(page);
        });
    }

    private static void expectDialog(Page page) {
        page.getByRole(AriaRole.DIALOG).waitFor();
    }

    @TestFactory
    Stream<DynamicTest> shouldBeReadableWithoutAnything(PagesStack stack) throws Exception {
        stack.newPerson("newcomer", "learner", "author", "teacher", "researcher");
        var nowhere = "00000000-0000-7000-8000-000000000000";
        return tests(
                stack,
                List.of(
                        new Person(
                                "newcomer",
                                PagesStack.PASSWORD,
                                List.of(
                                        new View("state-none-review", "/review"),
                                        new View("state-none-learning", "/learning"),
                                        new View("state-none-classes", "/classes"),
                                        new View("state-join", "/classes/join"),
                                        new View("state-none-compare", "/classes/compare"),
                                        new View("state-none-hardness", "/hardness"),
                                        new View("state-no-class", "/classes/" + nowhere),
                                        new View("state-no-deck", "/decks/" + nowhere),
                                        new View("state-no-card", "/decks/" + stack.deckId() + "/cards/" + nowhere),
                                        new View("state-no-word", "/definitions?q=nothing-has-this-name"),
                                        new View("state-no-page", "/nothing-is-here"),
                                        new View("state-import", "/decks/import"))),
                        new Person(
                                "operator",
                                PagesStack.PASSWORD,
                                List.of(new View("state-none-parked", "/operations?service=reviews&parked=catalogue"))),
                        new Person(
                                "administrator",
                                PagesStack.PASSWORD,
                                List.of(
                                        new View("state-none-invited", "/people/invitations"),
                                        new View("state-none-erased", "/people/erasures"),
                                        new View("state-audit-trail", "/people/audit-trail")))));
    }

    /** The pages are here, and no call of them is answered. */
    @TestFactory
    Stream<DynamicTest> shouldBeReadableWithoutAnAnswer(PagesStack stack) {
        return PagePeople.ofTheDemo(stack).stream()
                .map(person -> new Person(
                        person.username(),
                        person.password(),
                        person.views().stream()
                                .filter(view -> !view.name().equals("review-answer"))
                                .map(view -> new View("state-unanswered-" + view.name(), view.address()))
                                .toList()))
                .map(person -> PageLook.test(
                        stack, person, SCREENS, window -> window.context().route("**/api/v1/**", Route::abort)));
    }

    private static Stream<DynamicTest> tests(PagesStack stack, List<Person> people) {
        return people.stream().map(person -> PageLook.test(stack, person, SCREENS, _ -> {}));
    }
}
