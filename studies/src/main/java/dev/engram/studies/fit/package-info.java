/** A mixed model from a CSV file: the request, the data, the fit, and the fit as text and JSON. */
@NullMarked
package dev.engram.studies.fit;

import org.jspecify.annotations.NullMarked;
