package dev.engram.system.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the document says of the API as a whole. */
final class DocumentTexts {
    private static final String DESCRIPTION = """
            Review flashcards from several clients and keep one schedule; see how well each topic is known.

            - Every refusal is a problem document (RFC 9457) whose `type` names its kind; `field` and `rule` say what to change.
            - A path that does not take a method answers 405, and `Allow` names those that it takes.
            - Absent values are left out of answers. Fields, parameters and methods that are not known are refused.
            - A write answers a `position`; a read that gets it as `after` contains that write.
            - Lists come in pages: hand `next` of a page on as `cursor`; the last page has no `next`.
            - `x-roles` names the roles that may make a call; any one of them is enough, and an empty list means everybody who is
              signed in.""";

    private DocumentTexts() {}

    static ObjectNode information() {
        var information = JsonNodeFactory.instance.objectNode();
        information.put("title", "Engram");
        information.put("version", "1");
        information.put("description", DESCRIPTION);
        information.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        return information;
    }
}
