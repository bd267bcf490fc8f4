/** What the OpenAPI document of a service says beside its annotations: refusals, closed bodies, fields that are always there. */
@NullMarked
package dev.engram.kit.document;

import org.jspecify.annotations.NullMarked;
