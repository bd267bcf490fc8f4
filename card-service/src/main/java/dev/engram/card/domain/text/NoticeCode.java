package dev.engram.card.domain.text;

/** What can be wrong or doubtful in a deck file. An error refuses the file; a warning must be accepted. */
public enum NoticeCode {
    E_ENCODING,
    E_EMPTY,
    E_TITLE,
    E_NO_CARDS,
    E_NO_TAGS,
    E_SOURCE_PLACE,
    E_SOURCE_EMPTY,
    E_DUP_QUESTION,
    E_LIMIT,
    W_NEW_TAG,
    W_TAG_LIKE,
    W_LOCATOR,
    W_AUTHOR,
    W_SOURCE_LIKE,
    W_DUP_TAG;

    /** The stable name that users and clients see, such as {@code E-NO-TAGS}. */
    public String slug() {
        return name().replace('_', '-');
    }

    public boolean isError() {
        return name().startsWith("E");
    }
}
