using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Moderation.Moderator.Tests.Models;

/// <summary>
/// Stands where Classifier would, and says of its models what tests gave it to say, to who shows the key. What is asked of it is
/// kept, and done to nothing.
/// </summary>
internal sealed class AnsweringClassifier : IAsyncDisposable
{
    public const string InUse = "test-1";
    public static readonly string Key = Convert.ToBase64String("mot-khoa-van-hanh-dai-32-byte-02"u8);

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<long, object> _models = new();
    private long _last;

    private AnsweringClassifier()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapGet("/operation/models", (HttpRequest request) =>
            Answer(request, new { inUse = InUse, models = _models.OrderByDescending(one => one.Key).Select(one => one.Value) })
        );
        _server.MapGet("/operation/feedback", (HttpRequest request) => Answer(request, new { count = 3 }));
        _server.MapGet("/operation/models/training", () => Results.NoContent());
        _server.MapPost("/operation/models/{**what}", async (HttpRequest request, string what) =>
        {
            Asked.Enqueue((what, await request.ReadFromJsonAsync<JsonElement>()));
            return Answer(request, new { what });
        });
    }

    /// <summary>What was asked to be done: the path behind <c>models/</c>, and the body.</summary>
    public ConcurrentQueue<(string What, JsonElement Body)> Asked { get; } = new();

    public Uri Url => new(_server.Urls.Single());

    public static async Task<AnsweringClassifier> StartAsync()
    {
        var classifier = new AnsweringClassifier();
        await classifier._server.StartAsync();
        return classifier;
    }

    /// <summary>A model beside the one in use.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="trainedAt">The latest decision that it learnt from.</param>
    /// <param name="changedBy">Who made it what it is.</param>
    /// <returns>Its id.</returns>
    public long Add(string name, DateTimeOffset trainedAt, Guid? changedBy = null)
    {
        var id = Interlocked.Increment(ref _last);
        _models[id] = new
        {
            id,
            name,
            state = "shadow",
            madeAt = trainedAt,
            changedAt = trainedAt,
            changedBy,
            why = "để thử",
            decisions = new
            {
                approved = 900,
                rejected = 100,
                first = trainedAt.AddDays(-30),
                last = trainedAt,
            },
        };
        return id;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static IResult Answer(HttpRequest request, object said) =>
        request.Headers["X-Operation-Key"] == Key ? Results.Json(said) : Results.StatusCode(401);
}
