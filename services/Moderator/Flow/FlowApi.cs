using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Flow;

/// <summary>
/// The flow of messages: <c>GET /api/flow</c> is the picture of now with the last hour's time lines, <c>GET /api/flow/events</c>
/// each picture that follows, <c>POST /api/flow/doctor</c> what all services find when they examine what they need. An open
/// stream goes on while the database is away; its session is looked up again when it is back.
/// </summary>
public static class FlowApi
{
    private static readonly TimeSpan BetweenSessionChecks = TimeSpan.FromSeconds(10);

    internal static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/flow").WithTags("flow").RequireAuthorization(Rights.Watch);
        api.MapGet("", (FlowWatch watch) => TypedResults.Ok(watch.View));
        api.MapGet("/events", Stream);
        app.MapGroup("/api/flow/doctor")
            .WithTags("flow")
            .RequireAuthorization(Rights.Operate)
            .RequireAntiforgeryToken()
            .MapPost("", async (SystemDoctor doctor, CancellationToken cancellationToken) =>
                TypedResults.Ok(await doctor.ExamineAsync().WaitAsync(cancellationToken))
            );
    }

    private static ServerSentEventsResult<string> Stream(
        ClaimsPrincipal user,
        FlowWatch watch,
        SessionStore sessions,
        TimeProvider time,
        IHostApplicationLifetime lifetime,
        HttpContext context
    )
    {
        // A proxy that gathers the answer first would keep it for ever.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var session = new WatchingSession(sessions, user, time, BetweenSessionChecks);
        return TypedResults.ServerSentEvents(
            EventsAsync(watch, session, lifetime.ApplicationStopping, context.RequestAborted)
        );
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        FlowWatch watch,
        WatchingSession session,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        yield return Sent("view", watch.View);
        await using var pictures = watch.PicturesAsync(ending.Token).GetAsyncEnumerator(ending.Token);
        while (await NextAsync(pictures) && !session.HasEnded(cancellationToken))
            yield return Sent("picture", pictures.Current);
    }

    /// <summary>Whoever leaves, or a service that stops, ends the stream without a fault.</summary>
    private static async Task<bool> NextAsync(IAsyncEnumerator<FlowPicture> pictures)
    {
        try
        {
            return await pictures.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static SseItem<string> Sent<T>(string type, T data) =>
        new(JsonSerializer.Serialize(data, ContractJson.Options), type);
}
