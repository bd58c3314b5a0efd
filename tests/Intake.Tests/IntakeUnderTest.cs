using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moderation.Contracts;
using Moderation.Intake.Limits;
using Moderation.Intake.Site;
using Moderation.Intake.Submissions;
using Moderation.Intake.Tests;
using Moderation.Testing;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Xunit;

[assembly: AssemblyFixture(typeof(IntakeUnderTest))]

namespace Moderation.Intake.Tests;

/// <summary>
/// Copies of Intake on one database and one broker: one trusts callers on this machine, the others want an API key, and two of
/// these ask those without it for a code, or for a code and a proof of work. Only those that are named for it limit anybody.
/// </summary>
public sealed class IntakeUnderTest : IAsyncLifetime
{
    public const string ApiKey = "a key of the newsroom's server";
    public const int FewOfOne = 20;
    public const int DaysOpen = 30;
    public const string PublicUrl = "https://binhluan.example.vn";

    public static readonly string OperationKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private const string PushContact = "mailto:kythuat@toasoan.example";

    public const string PublisherUrl = "https://docbinhluan.example.vn/";

    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ConcurrentDictionary<Guid, string> _submitted = new();
    private readonly ConcurrentQueue<CommentWithdrawn> _withdrawn = new();
    private readonly ConcurrentQueue<CommentAppealed> _appealed = new();
    private readonly ConcurrentQueue<CommentReported> _reported = new();
    private readonly ConcurrentQueue<CommentErased> _erased = new();
    private readonly ConcurrentQueue<ArticleChanged> _articles = new();
    private ServiceUnderTest<SubmissionStore> _trusting = null!;
    private ServiceUnderTest<SubmissionStore> _keyed = null!;
    private ServiceUnderTest<SubmissionStore> _asking = null!;
    private ServiceUnderTest<SubmissionStore> _limiting = null!;
    private ServiceUnderTest<SubmissionStore> _behindProxy = null!;
    private ServiceUnderTest<SubmissionStore> _verifying = null!;
    private ServiceUnderTest<SubmissionStore> _confirming = null!;
    private ServiceUnderTest<SubmissionStore> _demanding = null!;
    private IConnection _connection = null!;
    private TestBroker _broker = null!;

    public TestDatabase Database { get; private set; } = null!;

    /// <summary>Where the copy that trusts callers is watched.</summary>
    public Uri Operations { get; private set; } = null!;

    /// <summary>Between both copies and the database.</summary>
    public Wire Wire { get; private set; } = null!;

    public byte[] PhoneKey { get; } = RandomNumberGenerator.GetBytes(32);

    public byte[] AuthorKey { get; } = RandomNumberGenerator.GetBytes(32);

    public byte[] ChallengeKey { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>The mail server of those copies that have one: <see cref="Site"/>, <see cref="Limiting"/> and two more.</summary>
    public Postbox Mail { get; private set; } = null!;

    /// <summary>The push service that the same copies send to.</summary>
    public PushService Push { get; private set; } = null!;

    public CapturedLogs Logs { get; } = new();

    public IEnumerable<RouteEndpoint> Endpoints => _trusting.Endpoints;

    /// <summary>Talks to the copy for which it is the news site's server.</summary>
    public HttpClient Site { get; private set; } = null!;

    /// <summary>Talks to the copy for which it is anybody.</summary>
    public HttpClient Public { get; private set; } = null!;

    /// <summary>Talks to the copy that asks anybody for a code.</summary>
    public HttpClient Asking { get; private set; } = null!;

    /// <summary>
    /// Talks to a copy that wants an API key. Of one device, address or article it takes so few within a week that none comes
    /// back while a test runs; the other limits are as shipped.
    /// </summary>
    public HttpClient Limiting { get; private set; } = null!;

    /// <summary>As <see cref="Limiting"/>, but believes this machine as a proxy.</summary>
    public HttpClient BehindProxy { get; private set; } = null!;

    /// <summary>Talks to a copy that wants an API key and takes comments of verified readers only.</summary>
    public HttpClient Verifying { get; private set; } = null!;

    /// <summary>
    /// Talks to a copy that takes comments of confirmed phone numbers only. It believes this machine as a proxy and limits the
    /// codes that it sends, as <see cref="Verifying"/> does.
    /// </summary>
    public HttpClient Confirming { get; private set; } = null!;

    /// <summary>To which both write the messages that they send to phones.</summary>
    public string Messages { get; } = Path.Combine(Path.GetTempPath(), $"tin-nhan-{Guid.CreateVersion7():n}.txt");

    /// <summary>Talks to the copy that asks anybody for a code and a proof of work.</summary>
    public HttpClient Demanding { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Mail = await Postbox.OpenAsync();
        Push = await PushService.StartAsync(PushContact);
        Database = await TestDatabase.CreateAsync("intake");
        _broker = await TestBroker.CreateAsync("intake");
        var direct = new NpgsqlConnectionStringBuilder(Database.ConnectionString);
        Wire = new Wire(direct.Host!, direct.Port);
        var throughWire = new NpgsqlConnectionStringBuilder(Database.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = Wire.Port,
            SslMode = SslMode.Disable,
        };
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Database"] = throughWire.ConnectionString,
            ["ConnectionStrings:RabbitMq"] = _broker.UriOf("intake").AbsoluteUri,
            ["Intake:PublicUrl"] = PublicUrl,
            ["Articles:CloseAfterDays"] = $"{DaysOpen}",
            ["Keys:Phone"] = Convert.ToBase64String(PhoneKey),
            ["Keys:Author"] = Convert.ToBase64String(AuthorKey),
            ["Keys:Challenge"] = Convert.ToBase64String(ChallengeKey),
            ["Site:Challenge"] = "neither",
            ["Embed:PublisherUrl"] = PublisherUrl,
            ["Operation:Key"] = OperationKey,
            ["Captcha:OpenPerAddress"] = "20",
            ["Reports:DeleteEvery"] = "00:00:01",
            ["Notices:Delay"] = "00:00:00",
            ["Notices:DeleteEvery"] = "00:00:01",
            ["Proof:Cost"] = "20",
            ["Keys:Tracking"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        var unlimited = new Dictionary<string, string?>(settings);
        foreach (var kind in Enum.GetNames<LimitKind>())
            unlimited[$"Limits:{kind}:Count"] = "0";
        var mail = new Dictionary<string, string?>
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = $"{Mail.Port}",
            ["Mail:Security"] = "none",
            ["Mail:From"] = "binhluan@toasoan.example",
            ["Mail:FromName"] = "Báo Thử",
            ["Push:Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Push:Contact"] = PushContact,
            ["Push:Services:0"] = "127.0.0.1",
        };
        var operations = FreePort.Find();
        Operations = new($"http://127.0.0.1:{operations}");
        _trusting = Start(
            With(unlimited, mail, ("Site:Policy", "trusted-local"), ("Operations:Port", $"{operations}"))
        );
        Site = _trusting.Client();
        _keyed = Start(new(unlimited) { ["Site:Policy"] = "api-key", ["Site:ApiKey"] = ApiKey });
        Public = _keyed.Client();
        _asking = Start(Asked("code"));
        Asking = _asking.Client();
        _demanding = Start(With(Asked("both"), mail));
        Demanding = _demanding.Client();
        var limited = new Dictionary<string, string?>(settings)
        {
            ["Site:Policy"] = "api-key",
            ["Site:ApiKey"] = ApiKey,
            ["Limits:DeleteEvery"] = "00:00:01",
        };
        foreach (var kind in new[] { LimitKind.Address, LimitKind.Device, LimitKind.Article, LimitKind.Report, LimitKind.Letter })
            (limited[$"Limits:{kind}:Count"], limited[$"Limits:{kind}:Within"]) = ($"{FewOfOne}", "7.00:00:00");
        limited = With(limited, mail);
        _limiting = Start(limited);
        Limiting = _limiting.Client();
        _behindProxy = Start(new(limited) { ["Proxies:0"] = "127.0.0.1" });
        BehindProxy = _behindProxy.Client();
        var confirming = new Dictionary<string, string?>(unlimited)
        {
            ["Site:Policy"] = "api-key",
            ["Site:ApiKey"] = ApiKey,
            ["Proxies:0"] = "127.0.0.1",
            ["PhoneCodes:Gate"] = "file",
            ["PhoneCodes:File"] = Messages,
            ["Limits:PhoneCode:Count"] = "5",
            ["Limits:PhoneCodeAddress:Count"] = $"{FewOfOne}",
            ["Limits:PhoneCodeAddress:Within"] = "7.00:00:00",
        };
        _verifying = Start(new(confirming) { ["Readers:Verified"] = "true" });
        Verifying = _verifying.Client();
        _confirming = Start(confirming);
        Confirming = _confirming.Client();
        foreach (var copy in new[] { Site, Public, Asking, Demanding, Limiting, BehindProxy, Verifying, Confirming })
            await Eventually.IsTrueAsync("a copy is ready", async () =>
                (await copy.GetAsync("health/ready")).IsSuccessStatusCode
            );
        _connection = await _broker.ConnectAsync();
        await KeepSubmittedAsync(await _connection.CreateChannelAsync());
        await KeepAsync(_withdrawn, await _connection.CreateChannelAsync(), "moderator-record-withdrawal");
        await KeepAsync(_appealed, await _connection.CreateChannelAsync(), "moderator-record-appeal");
        await KeepAsync(_reported, await _connection.CreateChannelAsync(), "moderator-record-report");
        await KeepAsync(_erased, await _connection.CreateChannelAsync(), "moderator-erase-comment");
        await KeepAsync(_articles, await _connection.CreateChannelAsync(), "publisher-record-article");

        static Dictionary<string, string?> With(
            Dictionary<string, string?> settings,
            Dictionary<string, string?> mail,
            params (string Key, string Value)[] more
        )
        {
            var both = new Dictionary<string, string?>(settings);
            foreach (var (key, value) in mail)
                both[key] = value;
            foreach (var (key, value) in more)
                both[key] = value;
            return both;
        }

        Dictionary<string, string?> Asked(string challenge) =>
            new(unlimited)
            {
                ["Site:Policy"] = "api-key",
                ["Site:ApiKey"] = ApiKey,
                ["Site:Challenge"] = challenge,
            };
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _confirming.DisposeAsync();
        await _verifying.DisposeAsync();
        await _behindProxy.DisposeAsync();
        await _limiting.DisposeAsync();
        await _demanding.DisposeAsync();
        await _asking.DisposeAsync();
        await _keyed.DisposeAsync();
        await _trusting.DisposeAsync();
        await Wire.DisposeAsync();
        await _broker.DisposeAsync();
        await Database.DisposeAsync();
        await Mail.DisposeAsync();
        await Push.DisposeAsync();
        File.Delete(Messages);
    }

    public Task<Answer> PostAsync(JsonNode comment, string? article = null, string? key = null) =>
        SendAsync(Site, comment, article, key);

    public static async Task<Answer> SendAsync(
        HttpClient client,
        JsonNode comment,
        string? article = null,
        string? key = null,
        string? apiKey = null
    )
    {
        using var request = Request(
            article,
            new StringContent(comment.ToJsonString(Unescaped), Encoding.UTF8, "application/json")
        );
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (apiKey is not null)
            request.Headers.Add(SitePolicy.KeyHeader, apiKey);
        return await Answer.ToAsync(client, request);
    }

    /// <summary>Posts a body as it is.</summary>
    public Task<Answer> PostAsync(HttpContent content, string? accept = null, string? article = null)
    {
        var request = Request(article, content);
        if (accept is not null)
            request.Headers.Add("Accept", accept);
        return Answer.ToAsync(Site, request);
    }

    /// <summary>Posts a comment that must be accepted, and returns its id and tracking path.</summary>
    public async Task<(Guid Id, string Track)> SubmitAsync(JsonNode? comment = null, string? article = null)
    {
        var answer = await PostAsync(comment ?? Comments.Valid(), article);
        Assert.Equal(202, answer.Status);
        return (answer.Id, new Uri(answer.TrackingUrl).AbsolutePath);
    }

    /// <summary>A comment that readers see under the article, for whatever Intake was told of it.</summary>
    public async Task<(Guid Id, string Track)> ShowAsync(string article, Guid? parentId = null)
    {
        var comment = await SubmitAsync(Comments.With("parentId", parentId?.ToString()), article);
        await PublishAsync(Decisions.Approved(comment.Id, 1));
        await StatusBecomesAsync(comment.Track, "approved");
        return comment;
    }

    /// <summary>Asks the tracking page.</summary>
    public Task<Answer> TrackAsync(string path, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.Add("Accept", accept);
        return Answer.ToAsync(Site, request);
    }

    /// <summary>Posts to a page of the tracking page, without a body.</summary>
    public Task<Answer> ActAsync(string path, string accept) => ActAsync(path, content: null, accept);

    /// <summary>The same with JSON, as programs do.</summary>
    public Task<Answer> ActWithJsonAsync(string path, object body) =>
        ActAsync(path, JsonContent.Create(body), "application/json");

    /// <summary>The same with a form, as browsers do.</summary>
    public Task<Answer> ActWithFormAsync(string path, params (string Name, string Value)[] fields) =>
        ActAsync(
            path,
            new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            "text/html"
        );

    private Task<Answer> ActAsync(string path, HttpContent? content, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Accept", accept);
        return Answer.ToAsync(Site, request);
    }

    public Task StatusBecomesAsync(string track, string status) =>
        Eventually.IsTrueAsync(
            $"the status is {status}",
            async () => (await TrackAsync(track, "application/json")).Json.GetProperty("status").GetString() == status
        );

    /// <summary>The whole body that reached Moderator's queue for a comment.</summary>
    public Task<string> SubmittedAsync(Guid id) =>
        Eventually.FindAsync($"the queue holds the comment {id}", () => Task.FromResult(_submitted.GetValueOrDefault(id)));

    /// <summary>The message itself.</summary>
    public async Task<JsonElement> MessageAsync(Guid id) =>
        JsonDocument.Parse(await SubmittedAsync(id)).RootElement.GetProperty("message");

    /// <summary>What reached Moderator's queue of a withdrawal, once something has.</summary>
    public Task<IReadOnlyList<CommentWithdrawn>> WithdrawnAsync(Guid id) =>
        Eventually.FindAsync<IReadOnlyList<CommentWithdrawn>>(
            $"the queue holds the withdrawal of {id}",
            () => Task.FromResult<IReadOnlyList<CommentWithdrawn>?>(
                _withdrawn.Where(w => w.CommentId == id).ToList() is { Count: > 0 } found ? found : null
            )
        );

    /// <summary>What reached Moderator's queue of an appeal, once something has.</summary>
    public Task<IReadOnlyList<CommentAppealed>> AppealedAsync(Guid id) =>
        Eventually.FindAsync<IReadOnlyList<CommentAppealed>>(
            $"the queue holds the appeal of {id}",
            () => Task.FromResult<IReadOnlyList<CommentAppealed>?>(
                _appealed.Where(a => a.CommentId == id).ToList() is { Count: > 0 } found ? found : null
            )
        );

    /// <summary>What reached Moderator's queue of reports, once something has.</summary>
    public Task<IReadOnlyList<CommentReported>> ReportedAsync(Guid id) =>
        Eventually.FindAsync<IReadOnlyList<CommentReported>>(
            $"the queue holds a report of {id}",
            () => Task.FromResult<IReadOnlyList<CommentReported>?>(
                _reported.Where(r => r.CommentId == id).ToList() is { Count: > 0 } found ? found : null
            )
        );

    /// <summary>What reached Moderator's queue of an erasure, once something has.</summary>
    public Task<IReadOnlyList<CommentErased>> ErasedAsync(Guid id) =>
        Eventually.FindAsync<IReadOnlyList<CommentErased>>(
            $"the queue holds the erasure of {id}",
            () => Task.FromResult<IReadOnlyList<CommentErased>?>(
                _erased.Where(e => e.CommentId == id).ToList() is { Count: > 0 } found ? found : null
            )
        );

    /// <summary>What reached Publisher's queue of an article's state, by version, once there are as many as expected.</summary>
    public Task<IReadOnlyList<ArticleChanged>> ArticleChangesAsync(string article, int count) =>
        Eventually.FindAsync<IReadOnlyList<ArticleChanged>>(
            $"the queue holds {count} changes of {article}",
            () => Task.FromResult<IReadOnlyList<ArticleChanged>?>(
                _articles.Where(a => a.ArticleId == article).OrderBy(a => a.Version).ToList() is var found && found.Count >= count
                    ? found
                    : null
            )
        );

    public Task PublishAsync<TMessage>(TMessage message)
        where TMessage : class => _broker.PublishAsync(message);

    public static string NewArticle() => $"bai-{Guid.CreateVersion7():n}";

    private static HttpRequestMessage Request(string? article, HttpContent content) =>
        new(HttpMethod.Post, $"articles/{article ?? NewArticle()}/comments") { Content = content };

    private ServiceUnderTest<SubmissionStore> Start(Dictionary<string, string?> settings) =>
        new(settings, services => services.AddSingleton<ILoggerProvider>(Logs));

    private async Task KeepSubmittedAsync(IChannel channel)
    {
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            var envelope = JsonDocument.Parse(delivery.Body).RootElement;
            // Messages of one comment may overtake each other: the latest revision is kept.
            _submitted.AddOrUpdate(
                envelope.GetProperty("message").GetProperty("commentId").GetGuid(),
                _ => envelope.GetRawText(),
                (_, kept) =>
                    RevisionOf(JsonDocument.Parse(kept).RootElement) > RevisionOf(envelope) ? kept : envelope.GetRawText()
            );
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync("moderator-record-submission", autoAck: true, consumer);
    }

    private static int RevisionOf(JsonElement envelope) =>
        envelope.GetProperty("message").GetProperty("revision").GetInt32();

    private static async Task KeepAsync<TMessage>(ConcurrentQueue<TMessage> kept, IChannel channel, string queue)
    {
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            var message = JsonDocument.Parse(delivery.Body).RootElement.GetProperty("message");
            kept.Enqueue(message.Deserialize<TMessage>(ContractJson.Options)!);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
    }
}
