/** The topics of the log and the settings without which they could lose events. */
@NullMarked
package dev.engram.events.topic;

import org.jspecify.annotations.NullMarked;
