package dev.engram.gateway.adapter.account;

import dev.engram.gateway.adapter.account.AccountBeans.AccountsConfig;
import dev.engram.gateway.adapter.account.AccountViews.AccountView;
import dev.engram.gateway.application.account.Invitations;
import dev.engram.gateway.application.account.Invitations.Choice;
import dev.engram.gateway.domain.Account;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Makes an account without an invitation, where the operator allows it. */
@Path("/api/v1/sign-ups")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@PermitAll
@Tag(name = "account", description = "One's own account")
public class SignUpResource {
    private final Invitations invitations;
    private final AccountsConfig config;
    private final CallOrigin origin;

    SignUpResource(Invitations invitations, AccountsConfig config, CallOrigin origin) {
        this.invitations = invitations;
        this.config = config;
        this.origin = origin;
    }

    @Schema(name = "SignUp")
    public record SignUpBody(
            @Schema(required = true, description = Account.USERNAME_RULE) @Nullable
            String username,

            @Schema(
                    required = true,
                    minLength = 10,
                    maxLength = 128,
                    pattern = "\\S",
                    examples = "four words are enough")
            @Nullable
            String password,

            @Schema(format = "email-or-empty", maxLength = 254) @Nullable
            String email) {
        /** Without any of it. */
        @Override
        public String toString() {
            return "sign-up";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "signUp",
            summary = "Make an account with the role learner, where engram.gateway.sign-up is on")
    @APIResponseSchema(value = AccountView.class, responseCode = "201", responseDescription = "Made; sign in with it")
    @APIResponse(responseCode = "403", description = "sign-up-closed: accounts are made by invitation")
    @APIResponse(responseCode = "409", description = "username-taken")
    @APIResponse(responseCode = "429", description = "too-many-requests: many accounts from this network")
    @APIResponse(responseCode = "503", description = "overloaded: many passwords are hashed at this moment")
    public Response signUp(@Nullable SignUpBody given) {
        if (!config.signUp()) {
            throw Problem.of(403, "sign-up-closed", "Accounts are made by invitation here")
                    .withDetail("Ask an administrator of this installation for an invitation")
                    .exception();
        }
        var body = Fields.required("body", given);
        var choice = new Choice(
                AccountInput.username("username", body.username()),
                AccountInput.typed("password", body.password()),
                AccountInput.email(body.email()));
        return Response.status(Status.CREATED)
                .entity(AccountView.of(invitations.signUp(origin.get(), choice)))
                .build();
    }
}
