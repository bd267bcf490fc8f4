/** A rule that breaks the rules of every domain package on purpose. */
package dev.engram.system.planted.domain;
