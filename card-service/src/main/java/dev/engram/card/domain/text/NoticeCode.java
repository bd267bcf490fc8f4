package dev.engram.card.domain.text;

/** What can be wrong or doubtful in a deck file. An error refuses the file; a warning must be accepted. */
public enum NoticeCode {
    ENCODING("E-ENCODING"),
    EMPTY("E-EMPTY"),
    TITLE("E-TITLE"),
    NO_CARDS("E-NO-CARDS"),
    NO_TAGS("E-NO-TAGS"),
    SOURCE_PLACE("E-SOURCE-PLACE"),
    SOURCE_EMPTY("E-SOURCE-EMPTY"),
    DUP_QUESTION("E-DUP-QUESTION"),
    LIMIT("E-LIMIT"),
    NEW_TAG("W-NEW-TAG"),
    TAG_LIKE("W-TAG-LIKE"),
    LOCATOR("W-LOCATOR"),
    AUTHOR("W-AUTHOR"),
    SOURCE_LIKE("W-SOURCE-LIKE"),
    DUP_TAG("W-DUP-TAG");

    private final String slug;

    NoticeCode(String slug) {
        this.slug = slug;
    }

    /** The stable name that users and clients see, such as {@code E-NO-TAGS}. */
    public String slug() {
        return slug;
    }

    public boolean isError() {
        return slug.startsWith("E-");
    }
}
