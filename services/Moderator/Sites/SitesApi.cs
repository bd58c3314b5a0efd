using System.Security.Claims;
using Moderation.Moderator.Erasures;
using Moderation.Moderator.Operations;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Sites;

/// <param name="Name">1 to 50 of a-z, 0-9 and -.</param>
/// <param name="Origins">From where its readers' browsers may send.</param>
public sealed record NewSite(string Name, IReadOnlyList<string> Origins);

public sealed record SiteOrigins(IReadOnlyList<string> Origins);

/// <param name="ReaderKey">A public key in PEM; null when the site vouches for nobody any more.</param>
public sealed record SiteReaderKey(string? ReaderKey);

/// <param name="Signs">Whether what its server did not sign is refused.</param>
public sealed record SiteSigning(bool Signs);

/// <summary>
/// News sites with their origins and keys, which Intake keeps. They send to every section, so they are for administrators who are
/// limited to none.
/// </summary>
public static class SitesApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/sites").WithTags("sites").ForWholeNewsroom();
        read.MapGet("", (IntakeClient intake, CancellationToken cancellationToken) =>
            intake.ReadAsync("sites", cancellationToken)
        );
        read.MapGet("/log", (OperationLog log, CancellationToken cancellationToken, string? cursor = null) =>
                log.PageAsync(OperationAreas.Sites, cursor, cancellationToken)
            )
            .ProducesProblem(400);

        var change = app.MapGroup("/api/sites")
            .WithTags("sites")
            .RequireAntiforgeryToken()
            .ForWholeNewsroom();
        change
            .MapPost("", (NewSite site, ClaimsPrincipal user, IntakeClient intake) =>
                intake.DoAsync(Of("site-added", site.Name, Joined(site.Origins)), user.Id(), HttpMethod.Post, "sites", site)
            )
            .ProducesProblem(400)
            .ProducesProblem(409);
        change
            .MapPut("/{site:name}/origins", (string site, SiteOrigins to, ClaimsPrincipal user, IntakeClient intake) =>
                intake.DoAsync(
                    Of("origins-set", site, Joined(to.Origins)), user.Id(), HttpMethod.Put, PathOf(site, "origins"), to)
            )
            .ProducesProblem(400)
            .ProducesProblem(409);
        change
            .MapPut("/{site:name}/reader-key", (string site, SiteReaderKey to, ClaimsPrincipal user, IntakeClient intake) =>
                intake.DoAsync(
                    Of(to.ReaderKey is null ? "reader-key-removed" : "reader-key-set", site),
                    user.Id(),
                    HttpMethod.Put,
                    PathOf(site, "reader-key"),
                    to
                )
            )
            .ProducesProblem(400);
        change.MapPut("/{site:name}/signing", (string site, SiteSigning to, ClaimsPrincipal user, IntakeClient intake) =>
            intake.DoAsync(
                Of(to.Signs ? "signing-required" : "signing-lifted", site),
                user.Id(),
                HttpMethod.Put,
                PathOf(site, "signing"),
                to
            )
        );
        change
            .MapPost("/{site:name}/keys", (string site, ClaimsPrincipal user, IntakeClient intake) =>
                intake.DoAsync(Of("key-made", site), user.Id(), HttpMethod.Post, PathOf(site, "keys"))
            )
            .ProducesProblem(409);
        change.MapDelete("/{site:name}/keys/{id:guid}", (string site, Guid id, ClaimsPrincipal user, IntakeClient intake) =>
            intake.DoAsync(Of("key-revoked", site, id.ToString()), user.Id(), HttpMethod.Delete, PathOf(site, $"keys/{id}"))
        );
    }

    private static AskedOperation Of(string kind, string site, string? detail = null) =>
        new(OperationAreas.Sites, kind, site, detail);

    private static string Joined(IReadOnlyList<string> origins) => string.Join(' ', origins);

    private static string PathOf(string site, string what) => $"sites/{site}/{what}";
}
