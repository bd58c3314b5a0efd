using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Moderation.Moderator.Tests.Erasures;

/// <summary>
/// Stands where Intake and Publisher would, and says of erasures what a test gave it to say, to who shows the key.
/// </summary>
public sealed class AnsweringIntake : IAsyncDisposable
{
    public static readonly string Key = Convert.ToBase64String("mot-khoa-van-hanh-dai-32-byte-01"u8);

    private readonly WebApplication _server;

    private AnsweringIntake()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapGet("/operation/erasures", (HttpRequest request, bool done) => Answer(request, done ? Done : Open));
        _server.MapGet("/operation/receipts", (HttpRequest request, string comments) => Answer(request, Receipts));
        _server.Map("/operation/sites/{**path}", (HttpRequest request) => Answer(request, Sites, SitesStatus));
    }

    /// <summary>What is said of erasures that are not done, and of those that are; null says nothing.</summary>
    public object? Open { get; set; }

    public object? Done { get; set; }

    public object? Receipts { get; set; }

    /// <summary>What is said of anything that is asked or done about sites.</summary>
    public object? Sites { get; set; }

    public int SitesStatus { get; set; } = 200;

    public Uri Url => new(_server.Urls.Single());

    public static async Task<AnsweringIntake> StartAsync()
    {
        var intake = new AnsweringIntake();
        await intake._server.StartAsync();
        return intake;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static IResult Answer(HttpRequest request, object? said, int status = 200) =>
        request.Headers["X-Operation-Key"] != Key ? Results.StatusCode(401)
        : said is null ? Results.StatusCode(500)
        : Results.Json(said, contentType: status == 200 ? null : "application/problem+json", statusCode: status);
}
