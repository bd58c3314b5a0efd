using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Testing;
using RabbitMQ.Client;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

/// <summary>Whatever a service lacks is named with what to do, and what is whole is called so.</summary>
public sealed class DoctorTests(PartsFixture parts)
{
    private const string Nowhere = "Host=127.0.0.1;Port=1;Username=nobody;Password=kIeN9xq2Vb7LmT4s;Database=none";
    private const string NoBroker = "amqp://nobody:qW8rTz1Yp6NcUe5h@127.0.0.1:1/none";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_that_has_all_it_needs_is_well()
    {
        await using var database = await TestDatabase.CreateAsync("well");
        await using var app = Build(database.ConnectionString, parts.Broker.Uri.ToString());
        await app.MigrateAsync(Cancel);
        var diagnoses = await ExamineAsync(app);

        Assert.DoesNotContain(diagnoses, each => each.Verdict == Verdict.Bad);
        Assert.Superset(
            new HashSet<string>(["configuration", "disk", "database", "broker", "keys"]),
            diagnoses.Where(each => each.Verdict == Verdict.Good).Select(each => each.Part).ToHashSet()
        );
        Assert.All(diagnoses, each => Assert.Equal(each.Verdict == Verdict.Good, each.Remedy is null));
    }

    [Fact]
    public async Task What_a_database_lacks_is_named()
    {
        await using var database = await TestDatabase.CreateAsync("lacking");
        await using var app = Build(database.ConnectionString, parts.Broker.Uri.ToString());
        Assert.Contains("migrations are not applied", Bad(await ExamineAsync(app), "database"), StringComparison.Ordinal);

        await app.MigrateAsync(Cancel);
        await using (var connection = await database.Source.OpenConnectionAsync(Cancel))
        {
            await connection.ExecuteAsync("ALTER TABLE data_protection_keys DROP COLUMN name");
            await connection.ExecuteAsync($"ALTER DATABASE {connection.Database} SET synchronous_commit = off");
        }
        await using var again = Build(database.ConnectionString, parts.Broker.Uri.ToString());
        var wrong = Bad(await ExamineAsync(again), "database");
        Assert.Contains("data_protection_keys.name", wrong, StringComparison.Ordinal);
        Assert.Contains("synchronous_commit is off", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_that_are_away_are_named_each_and_the_others_are_examined()
    {
        await using var app = Build(Nowhere, NoBroker);
        var diagnoses = await ExamineAsync(app);
        Assert.NotEqual("", Bad(diagnoses, "database"));
        Assert.NotEqual("", Bad(diagnoses, "broker"));
        Assert.Contains(diagnoses, each => each is { Part: "disk", Verdict: Verdict.Good });
        var said = Doctor.Describe(diagnoses);
        Assert.DoesNotContain("kIeN9xq2Vb7LmT4s", said, StringComparison.Ordinal);
        Assert.DoesNotContain("qW8rTz1Yp6NcUe5h", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_without_a_queue_without_anybody_who_takes_or_with_failed_messages_is_named()
    {
        await using var broker = await TestBroker.CreateAsync("ill");
        await using var app = Build(parts.Database.ConnectionString, broker.Uri.ToString());
        var idle = await ExamineAsync(app);
        Assert.Contains("nobody takes messages from publisher-record-decision", Doubtful(idle), StringComparison.Ordinal);

        await using var connection = await broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancel);
        await channel.BasicPublishAsync("", "publisher-record-decision_error", new byte[] { 1 }, Cancel);
        await Eventually.IsTrueAsync("the failed message is named", async () =>
            Doubtful(await ExamineAsync(app))
                .Contains("1 failed messages in publisher-record-decision_error", StringComparison.Ordinal)
        );
        await channel.QueueDeleteAsync("intake-record-erasure", cancellationToken: Cancel);
        Assert.Contains("intake-record-erasure", Bad(await ExamineAsync(app), "broker"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_cookies_that_another_key_sealed_are_named()
    {
        await using var database = await TestDatabase.CreateAsync("sealed");
        await using (var first = Build(database.ConnectionString, parts.Broker.Uri.ToString(), NewKey()))
        {
            await first.MigrateAsync(Cancel);
            first
                .Services.GetRequiredService<Microsoft.AspNetCore.DataProtection.KeyManagement.IKeyManager>()
                .CreateNewKey(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        }
        await using var second = Build(database.ConnectionString, parts.Broker.Uri.ToString(), NewKey());
        Assert.Contains("1 keys of cookies cannot be opened", Bad(await ExamineAsync(second), "keys"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_named()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var greeting = GreetAsync(listener, made);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var app = Build(Nowhere, NoBroker, address: $"https://localhost:{port}/");
        Assert.Contains("RemoteCertificateChainErrors", Bad(await ExamineAsync(app), "certificate"), StringComparison.Ordinal);
        await greeting;
    }

    [Theory]
    [InlineData(15, SslPolicyErrors.None, Verdict.Good)]
    [InlineData(13, SslPolicyErrors.None, Verdict.Doubtful)]
    [InlineData(-1, SslPolicyErrors.None, Verdict.Bad)]
    [InlineData(90, SslPolicyErrors.RemoteCertificateNameMismatch, Verdict.Bad)]
    public void A_certificate_is_judged_by_what_is_left_of_it(int days, SslPolicyErrors errors, Verdict expected)
    {
        var now = DateTimeOffset.UnixEpoch;
        var diagnosis = CertificateExamination.Judge("bao.example:443", now.UtcDateTime.AddDays(days), errors, now);
        Assert.Equal(expected, diagnosis.Verdict);
    }

    [Theory]
    [InlineData(0.1, 100, Verdict.Bad)]
    [InlineData(1.5, 20, Verdict.Doubtful)]
    [InlineData(4, 100, Verdict.Doubtful)]
    [InlineData(20, 100, Verdict.Good)]
    public void A_disk_is_judged_by_its_room(double freeGiB, double totalGiB, Verdict expected) =>
        Assert.Equal(expected, DiskExamination.Judge("/", (long)(freeGiB * (1L << 30)), (long)(totalGiB * (1L << 30))).Verdict);

    [Fact]
    public async Task The_operations_port_says_what_the_doctor_finds()
    {
        var port = FreePort.Find();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Operations:Port"] = $"{port}";
        builder.Configuration["ConnectionStrings:RabbitMq"] = parts.Broker.Uri.ToString();
        builder.AddServiceDefaults("bare");
        builder.AddBus();
        await using var app = builder.Build();
        await app.StartAsync(Cancel);
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var answer = await client.GetAsync("doctor", Cancel);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var broker = said.RootElement.EnumerateArray().First(each => each.GetProperty("part").GetString() == "broker");
        Assert.Equal("good", broker.GetProperty("verdict").GetString());
        Assert.StartsWith("RabbitMQ", broker.GetProperty("found").GetProperty("vi").GetString(), StringComparison.Ordinal);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static WebApplication Build(string database, string broker, string? key = null, string? address = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ConnectionStrings:Database"] = database;
        builder.Configuration["ConnectionStrings:RabbitMq"] = broker;
        builder.Configuration["DataProtection:Key"] = key ?? NewKey();
        builder.Configuration["Site:Url"] = address;
        builder.AddServiceDefaults("publisher");
        builder.AddDatabase<TestDatabase>();
        builder.AddBus();
        builder.AddDataProtectionKeys();
        return builder.Build();
    }

    private static Task<IReadOnlyList<Diagnosis>> ExamineAsync(WebApplication app) =>
        app.Services.GetRequiredService<Doctor>().ExamineAsync(Cancel);

    private static string Bad(IEnumerable<Diagnosis> diagnoses, string part) =>
        string.Join('\n', diagnoses.Where(d => d.Part == part && d.Verdict == Verdict.Bad).Select(d => d.Found.En));

    private static string Doubtful(IEnumerable<Diagnosis> diagnoses) =>
        string.Join('\n', diagnoses.Where(d => d.Verdict == Verdict.Doubtful).Select(d => d.Found.En));

    private static async Task GreetAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancel);
        await using var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(certificate);
            await stream.ReadExactlyAsync(new byte[1], Cancel);
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The doctor has seen enough.
        }
    }
}
