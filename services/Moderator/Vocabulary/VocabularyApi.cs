using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;
using Moderation.Contracts;

namespace Moderation.Moderator.Vocabulary;

/// <summary>Serves the tables that code and console share, to everybody who is signed in.</summary>
public static class VocabularyApi
{
    /// <summary>Unlike elsewhere, what a row has not is there as null.</summary>
    private static readonly JsonSerializerOptions WithNulls = new(ContractJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    private static readonly byte[] Json = JsonSerializer.SerializeToUtf8Bytes(Vocabulary.OfThisBuild, WithNulls);

    private static readonly EntityTagHeaderValue Build = new($"\"{typeof(VocabularyApi).Module.ModuleVersionId:n}\"");

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/vocabulary", Read)
            .WithTags("vocabulary")
            .RequireAuthorization()
            .Produces<Vocabulary>()
            .Produces(StatusCodes.Status304NotModified);

    private static IResult Read(HttpResponse response)
    {
        response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Bytes(Json, "application/json; charset=utf-8", entityTag: Build);
    }
}
