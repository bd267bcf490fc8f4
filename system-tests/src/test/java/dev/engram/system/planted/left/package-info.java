/** One half of a planted cycle of packages. */
package dev.engram.system.planted.left;
