/** From logs of answers, in whichever columns they come, to answers in time order and the history of each learner and card. */
@NullMarked
package dev.engram.studies.answers;

import org.jspecify.annotations.NullMarked;
