using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.People;

/// <summary>A page of the log of accounts, the latest first.</summary>
/// <param name="Items">At most 50.</param>
/// <param name="Next">The cursor of the next page, or null on the last.</param>
public sealed record AccountChangePage(IReadOnlyList<AccountChange> Items, string? Next);

public static class PeopleApi
{
    private const int ChangesShown = 50;

    internal static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/people").WithTags("people").RequireAuthorization(Rights.ManagePeople);
        api.MapGet("", async (ClaimsPrincipal user, PeopleStore people, CancellationToken cancellationToken) =>
            TypedResults.Ok(new PeopleList(await people.AllAsync(user.Sections(), cancellationToken)))
        );
        api.MapGet("/changes", ChangesAsync).ProducesProblem(400);
        var unsafeOnes = app.MapGroup("/api/people")
            .WithTags("people")
            .RequireAuthorization(Rights.ManagePeople)
            .RequireAntiforgeryToken();
        unsafeOnes.MapPost("", AddAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
        unsafeOnes
            .MapPatch("/{id:guid}", ChangeAsync)
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
        unsafeOnes
            .MapPost("/{id:guid}/invitation", InviteAsync)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
        unsafeOnes
            .MapPost("/{id:guid}/second-factor/reset", ResetSecondFactorAsync)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
        app.MapPost("/api/invitation", RedeemAsync)
            .WithTags("people")
            .AllowAnonymous()
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404);
    }

    private static async Task<Results<Ok<AccountChangePage>, ProblemHttpResult>> ChangesAsync(
        ClaimsPrincipal user,
        AccountLog log,
        CancellationToken cancellationToken,
        string? cursor = null
    )
    {
        var before = Guid.AllBitsSet;
        if (!string.IsNullOrEmpty(cursor) && !Guid.TryParseExact(cursor, "N", out before))
            return InvalidQuery.Cursor();
        var changes = await log.PageAsync(user.Sections(), before, ChangesShown + 1, cancellationToken);
        return TypedResults.Ok(
            new AccountChangePage(
                [.. changes.Take(ChangesShown)],
                changes.Count > ChangesShown ? changes[ChangesShown - 1].Id.ToString("N") : null
            )
        );
    }

    private static async Task<Results<Created<InvitedPerson>, ProblemHttpResult>> AddAsync(
        NewPerson request,
        ClaimsPrincipal user,
        PeopleStore people,
        CancellationToken cancellationToken
    )
    {
        if (request.Errors() is { Count: > 0 } errors)
            return Invalid(errors);
        var result = await people.AddAsync(
            request.Name!,
            user.Actor(),
            new PersonChange(request.Role).ParsedRole!.Value,
            PersonChange.Stored(request.Sections),
            cancellationToken
        );
        return result is PeopleResult.Done done
            ? TypedResults.Created((string?)null, new InvitedPerson(done.Person, done.Invitation!))
            : Refusal(result);
    }

    private static async Task<Results<Ok<Person>, ProblemHttpResult>> ChangeAsync(
        Guid id,
        PersonChange request,
        ClaimsPrincipal user,
        PeopleStore people,
        CancellationToken cancellationToken
    )
    {
        if (request.Errors() is { Count: > 0 } errors)
            return Invalid(errors);
        var result = await people.ChangeAsync(
            id,
            user.Actor(),
            request.ParsedRole,
            request.Sections is not null,
            PersonChange.Stored(request.Sections),
            request.Status,
            cancellationToken
        );
        return result is PeopleResult.Done done ? TypedResults.Ok(done.Person) : Refusal(result);
    }

    private static async Task<Results<Ok<InvitedPerson>, ProblemHttpResult>> InviteAsync(
        Guid id,
        ClaimsPrincipal user,
        ResetStore resets,
        CancellationToken cancellationToken
    )
    {
        if (id == user.Id())
            return Problems.Of(
                409,
                "own-account",
                "Hãy đổi mật khẩu của chính mình bằng mật khẩu hiện tại.",
                "Change your own password with your present one."
            );
        var result = await resets.ResetPasswordAsync(id, user.Actor(), cancellationToken);
        return result is PeopleResult.Done done
            ? TypedResults.Ok(new InvitedPerson(done.Person, done.Invitation!))
            : Refusal(result);
    }

    private static async Task<Results<Ok<Person>, ProblemHttpResult>> ResetSecondFactorAsync(
        Guid id,
        ClaimsPrincipal user,
        ResetStore resets,
        CancellationToken cancellationToken
    )
    {
        if (id == user.Id())
            return Problems.Of(
                409,
                "own-account",
                "Hãy tắt xác thực hai bước của chính mình ở trang Việc của tôi.",
                "Turn off your own second factor on the page of your own work."
            );
        var result = await resets.ResetSecondFactorAsync(id, user.Actor(), cancellationToken);
        return result is PeopleResult.Done done ? TypedResults.Ok(done.Person) : Refusal(result);
    }

    private static async Task<Results<Ok<InvitationAnswer>, ProblemHttpResult>> RedeemAsync(
        InvitationRequest request,
        HttpRequest http,
        InvitationStore invitations,
        CancellationToken cancellationToken
    )
    {
        if (Origin.Refusal(http) is { } foreign)
            return foreign;
        if (Passwords.ErrorOf(request.Password) is { } error)
            return Invalid(new(StringComparer.Ordinal) { ["password"] = [error] });
        return await invitations.RedeemAsync(request.Token ?? "", request.Password!, cancellationToken) is { } name
            ? TypedResults.Ok(new InvitationAnswer(name))
            : Problems.Of(
                404,
                "invitation-unknown",
                "Liên kết đã được dùng, đã hết hạn hoặc không đúng. Hãy xin quản trị viên liên kết mới.",
                "The link was used, has expired or is wrong. Ask an administrator for a new one."
            );
    }

    private static ProblemHttpResult Invalid(Dictionary<string, IReadOnlyList<FieldError>> errors) =>
        Problems.Of(400, "invalid-person", "Thông tin chưa hợp lệ.", "What was entered is not valid.", errors);

    private static ProblemHttpResult Refusal(PeopleResult result) =>
        result switch
        {
            PeopleResult.NameTaken => Problems.Of(
                409,
                "name-taken",
                "Đã có người dùng tên này.",
                "Somebody has this name already."
            ),
            PeopleResult.Disabled => Problems.Of(
                409,
                "person-disabled",
                "Tài khoản này đang bị khóa.",
                "This account is disabled."
            ),
            PeopleResult.OtherSection => Problems.Of(
                403,
                "other-section",
                "Người này làm việc ở chuyên mục mà bạn không phụ trách.",
                "This person works in sections that are not yours."
            ),
            PeopleResult.BeyondOwnRights => Problems.Of(
                403,
                "beyond-own-rights",
                "Bạn chỉ giao được những chuyên mục mà chính bạn phụ trách.",
                "You can give only the sections that are yours."
            ),
            PeopleResult.LastAdministrator => Problems.Of(
                409,
                "last-administrator",
                "Đây là quản trị viên cuối cùng của mọi chuyên mục; hãy thêm người khác trước.",
                "This is the last administrator of every section; add another one first."
            ),
            _ => Problems.Of(404, "not-found", "Không tìm thấy người này.", "There is no such person."),
        };
}
