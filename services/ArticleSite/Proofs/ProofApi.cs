using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Moderation.ArticleSite.Articles;
using Moderation.ArticleSite.Comments;
using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Proofs;

/// <summary>What a browser needs for a proof of work, on the site's own origin.</summary>
public static class ProofApi
{
    private const string Script = "proof.js";

    public static void MapProofs(this IEndpointRouteBuilder app)
    {
        app.MapGet("/bai-viet/{id}/phep-kiem-tra", ChallengeAsync);
        var script = ReadScript();
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(script))}\"");
        app.MapReading("/" + Script, (HttpContext http) => Serve(http, script, tag));
    }

    private static async Task<IResult> ChallengeAsync(
        string id,
        Newspaper newspaper,
        SiteOptions site,
        IntakeClient intake,
        HttpContext http
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        if (newspaper.Find(id) is null || !site.Challenge.AsksForProof())
            return Results.NotFound();
        return await intake.ProofChallengeAsync(id, http.RequestAborted) is { } challenge
            ? Results.Json(challenge)
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Serve(HttpContext http, byte[] script, EntityTagHeaderValue tag)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(script, "text/javascript", entityTag: tag);
    }

    private static byte[] ReadScript()
    {
        using var stream = typeof(ProofApi).Assembly.GetManifestResourceStream(Script)!;
        var script = new byte[stream.Length];
        stream.ReadExactly(script);
        return script;
    }
}
