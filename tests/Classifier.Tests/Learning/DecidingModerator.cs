using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Moderation.Classifier.Learning;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Tests.Learning;

/// <summary>Hands out decisions as Moderator does, when a test lets it.</summary>
public sealed class DecidingModerator : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DecidingModerator(WebApplication app) => _app = app;

    public static string Key { get; } = Convert.ToBase64String("khoa-de-doc-quyet-dinh-thu-nghiem"u8[..32]);

    public Uri Url => new(_app.Urls.First());

    /// <summary>What is handed out once the task ends.</summary>
    public Task<IReadOnlyList<DecidedComment>> Decisions { get; set; } = Task.FromResult<IReadOnlyList<DecidedComment>>([]);

    public static async Task<DecidingModerator> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var moderator = new DecidingModerator(app);
        app.MapGet("/operation/training/decisions", moderator.WriteAsync);
        await app.StartAsync();
        return moderator;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task WriteAsync(HttpContext context)
    {
        if (context.Request.Headers[OperationKey.Header] != Key)
        {
            context.Response.StatusCode = 401;
            return;
        }

        foreach (var decision in (await Decisions).Reverse())
            await context.Response.WriteAsync(
                JsonSerializer.Serialize(
                    new
                    {
                        decision.Id,
                        Status = decision.Rejected ? "rejected" : "approved",
                        decision.Reason,
                        decision.DecidedAt,
                        decision.Input.Headline,
                        decision.Input.Title,
                        decision.Input.Content,
                    },
                    ContractJson.Options
                ) + "\n"
            );
    }
}
