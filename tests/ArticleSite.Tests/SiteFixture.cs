using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Routing;
using Moderation.ArticleSite.Articles;
using Moderation.ServiceDefaults;
using Moderation.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Moderation.ArticleSite.Tests.SiteFixture))]

namespace Moderation.ArticleSite.Tests;

/// <summary>
/// Three copies of the site on Kestrel and one database: to one, Intake does not answer; the others have one that does, and the
/// last asks for a proof of work, too.
/// </summary>
public sealed class SiteFixture : IAsyncLifetime
{
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    private ServiceUnderTest<Newspaper>? _site;
    private ServiceUnderTest<Newspaper>? _sending;
    private ServiceUnderTest<Newspaper>? _demanding;

    public TestDatabase Database { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public IEnumerable<RouteEndpoint> Endpoints => _sending!.Endpoints;

    /// <summary>Talks to the copy whose comments reach <see cref="Intake"/>.</summary>
    public HttpClient Sending { get; private set; } = null!;

    /// <summary>Talks to the copy whose form asks for a code and a proof of work.</summary>
    public HttpClient Demanding { get; private set; } = null!;

    public AnsweringIntake Intake { get; private set; } = null!;

    /// <summary>Counts the likes of the same copy; to the other, no Publisher answers.</summary>
    public AnsweringPublisher Publisher { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync("site");
        Intake = await AnsweringIntake.StartAsync();
        Publisher = await AnsweringPublisher.StartAsync();
        _site = Start($"http://127.0.0.1:{ClosedPort()}", $"http://127.0.0.1:{ClosedPort()}");
        Client = _site.Client();
        _sending = Start(Intake.Url.ToString(), Publisher.Url.ToString());
        Sending = _sending.Client();
        _demanding = Start(Intake.Url.ToString(), Publisher.Url.ToString(), Challenge.Both, levels: 3);
        Demanding = _demanding.Client();
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        Sending?.Dispose();
        Demanding?.Dispose();
        if (_site is not null)
            await _site.DisposeAsync();
        if (_sending is not null)
            await _sending.DisposeAsync();
        if (_demanding is not null)
            await _demanding.DisposeAsync();
        await Intake.DisposeAsync();
        await Publisher.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Sends a webhook as Publisher would, unless told otherwise.</summary>
    public Task<HttpResponseMessage> SendAsync(string type, object data, TimeSpan age = default, byte[]? secret = null) =>
        SendBodyAsync(
            JsonSerializer.Serialize(
                new
                {
                    type,
                    timestamp = TimeProvider.System.GetUtcNow(),
                    data,
                },
                JsonSerializerOptions.Web
            ),
            age,
            secret
        );

    public async Task<HttpResponseMessage> SendBodyAsync(
        string body,
        TimeSpan age = default,
        byte[]? secret = null,
        string? signedBody = null
    )
    {
        var id = "msg_" + Guid.CreateVersion7().ToString("n");
        var timestamp = (TimeProvider.System.GetUtcNow() - age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(secret ?? Secret, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{signedBody ?? body}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/comments")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers =
            {
                { "webhook-id", id },
                { "webhook-timestamp", timestamp },
                { "webhook-signature", $"v1,b2xkIHNlY3JldA== v1,{Convert.ToBase64String(mac)}" },
            },
        };
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Approves a comment, and fails unless the site took it in.</summary>
    public async Task ShowAsync(Approval approval)
    {
        using var response = await SendAsync("comment.approved", approval);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    public async Task RetractAsync(Approval approval, int version)
    {
        using var response = await SendAsync(
            "comment.retracted",
            new
            {
                approval.Id,
                approval.ArticleId,
                approval.Revision,
                version,
                RetractedAt = TimeProvider.System.GetUtcNow(),
            }
        );
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    public Task<string> PageAsync(string path) =>
        Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    private ServiceUnderTest<Newspaper> Start(
        string intake,
        string publisher,
        Challenge challenge = Challenge.Code,
        int levels = 1
    ) =>
        new(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["ConnectionStrings:Database"] = Database.ConnectionString,
                ["Intake:Url"] = intake,
                ["Publisher:Url"] = publisher,
                ["Site:Challenge"] = challenge.ToString(),
                ["Site:Mail"] = (challenge == Challenge.Both).ToString(),
                ["Site:Levels"] = levels.ToString(CultureInfo.InvariantCulture),
                ["Webhook:Secret"] = "whsec_" + Convert.ToBase64String(Secret),
            }
        );

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>The data of a <c>comment.approved</c> webhook.</summary>
public sealed record Approval(string ArticleId, string Content)
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid? ParentId { get; init; }

    public string Name { get; init; } = "Nguyễn Văn Đọc";

    public string Title { get; init; } = "Ý kiến";

    /// <summary>Null is left out, as a sender does that knows of no edits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Edited { get; init; }

    /// <inheritdoc cref="Edited"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Featured { get; init; }

    /// <inheritdoc cref="Edited"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Badge { get; init; }

    public int Revision { get; init; } = 1;

    public int Version { get; init; } = 1;

    public DateTimeOffset SubmittedAt { get; init; } = new(2026, 11, 24, 3, 5, 0, TimeSpan.Zero);

    public DateTimeOffset ApprovedAt { get; init; } = new(2026, 11, 24, 3, 6, 0, TimeSpan.Zero);
}
