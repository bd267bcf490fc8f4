package dev.engram.gateway.adapter.account;

import dev.engram.gateway.application.account.PasswordChanges;
import dev.engram.kit.problem.Fields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Sets a password by a link. */
@Path("/api/v1/password-resets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@PermitAll
@Tag(name = "account", description = "One's own account")
public class PasswordResetResource {
    private final PasswordChanges passwords;
    private final CallOrigin origin;

    PasswordResetResource(PasswordChanges passwords, CallOrigin origin) {
        this.passwords = passwords;
        this.origin = origin;
    }

    @Schema(name = "PasswordReset")
    public record ResetBody(
            @Schema(
                    required = true,
                    minLength = 1,
                    pattern = "\\S",
                    examples = "egw_Hs3w0kX5s2mQm0c1u5l7m9x2Qd8v4b6n1z3y5t7r9pA",
                    description = "What the link has behind 'password-reset='")
            @Nullable
            String token,

            @Schema(
                    required = true,
                    minLength = 10,
                    maxLength = 128,
                    pattern = "\\S",
                    examples = "four words are enough")
            @Nullable
            String password) {
        /** Without any of it. */
        @Override
        public String toString() {
            return "reset of a password";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "resetPassword",
            summary = "Set one's password by a link",
            description = "Everything that was signed in is signed out.")
    @APIResponse(responseCode = "204", description = "Set; sign in with it")
    @APIResponse(responseCode = "410", description = "link-expired")
    @APIResponse(responseCode = "503", description = "overloaded: many passwords are hashed at this moment")
    public void reset(@Nullable ResetBody given) {
        var body = Fields.required("body", given);
        passwords.reset(
                origin.get(),
                AccountInput.typed("token", body.token()),
                AccountInput.typed("password", body.password()));
    }
}
