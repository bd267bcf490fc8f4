/**
 * What texts may contain when they enter: in requests and in imported files. Stored events are read without it, so that a
 * stricter rule never parks what was accepted before. Texts are kept as they were sent; only what is compared (tags, keys of
 * cards and paths) is brought to Unicode NFC.
 *
 * <p>The kind of each field; its length is the contract's:
 *
 * <table>
 * <caption>Fields and kinds</caption>
 * <tr><th>field</th><th>kind</th><th>most characters</th></tr>
 * <tr><td>question of a card</td><td>{@code TEXT}</td><td>2,000</td></tr>
 * <tr><td>answer.text</td><td>{@code TEXT}</td><td>20,000</td></tr>
 * <tr><td>note of a discarded event, why of a skipped record</td><td>{@code TEXT}</td><td>1,000</td></tr>
 * <tr><td>source.title</td><td>{@code TITLE}</td><td>500</td></tr>
 * <tr><td>segment of a deck's path</td><td>{@code NAME}, without a bar between white space</td><td>200</td></tr>
 * <tr><td>answer.author, authors of an import</td><td>{@code NAME}</td><td>200</td></tr>
 * <tr><td>provenance, clientVersion, scheduler.name, scheduler.weightsVersion</td><td>{@code NAME}</td><td>64</td></tr>
 * <tr><td>tags of a card, tag of a queue</td><td>{@code TAG}</td><td>64</td></tr>
 * <tr><td>source.locator.value</td><td>the form of its {@link dev.engram.events.text.LocatorKind}</td><td>64</td></tr>
 * <tr><td>clientId</td><td>{@code A-Z a-z 0-9 . _ -}</td><td>64</td></tr>
 * <tr><td>username</td><td>{@code a-z 0-9 . _ -}, capitals taken as small</td><td>64</td></tr>
 * </table>
 */
@NullMarked
package dev.engram.events.text;

import org.jspecify.annotations.NullMarked;
