/** The document of the public API: made from those of the services, committed as docs/openapi.yaml, compared and tried. */
@NullMarked
package dev.engram.system.document;

import org.jspecify.annotations.NullMarked;
