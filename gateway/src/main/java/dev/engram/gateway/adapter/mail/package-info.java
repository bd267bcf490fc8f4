/** Letters by SMTP. */
@NullMarked
package dev.engram.gateway.adapter.mail;

import org.jspecify.annotations.NullMarked;
