package dev.engram.cli.command;

import dev.engram.cli.stack.LocalStack;
import java.io.PrintWriter;

/** Where to go once the stack is up. */
final class Addresses {
    private Addresses() {}

    static void print(PrintWriter out, LocalStack stack) {
        out.println("Page      " + stack.url() + "/");
        out.println("API       " + stack.url() + "/api/v1");
        out.println("Accounts  learner / learn-transformers, author / write-transformers  (this local stack only)");
        out.println("Data      " + stack.home());
    }
}
