package dev.engram.maintenance.log;

/**
 * A document that could not be read, so that what only it held is not in the log.
 *
 * @param id its {@code _id} as JSON
 * @param reason what is wrong with it
 * @param hasOtherCopy whether another collection had a document of the same id that could be read, and it was used
 */
public record UnreadableDocument(String database, String collection, String id, String reason, boolean hasOtherCopy) {}
