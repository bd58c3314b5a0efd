using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Moderation.Testing;
using Npgsql;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

/// <summary>A service whose database is restarted: the connections that it keeps are broken, and it does not know yet.</summary>
public sealed class DatabaseRetryTests : IAsyncLifetime
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly HttpClient _client = new(new SocketsHttpHandler());
    private TestDatabase _database = null!;
    private WebApplication _service = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("retry");
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:Database"] = _database.ConnectionString;
        builder.AddServiceDefaults("bare");
        builder.AddDatabase<TestDatabase>();
        _service = builder.Build();
        _service.UseServiceDefaults();
        // As services with pages do it.
        _service.UseRouting();
        _service.MapGet("/read", (NpgsqlDataSource database) => AskAsync(database, "read"));
        _service.MapPost("/repeatable", EchoAsync).WithMetadata(new RepeatableAttribute());
        _service.MapPost("/once", EchoAsync);
        await _service.StartAsync(Cancel);
        _client.BaseAddress = new Uri(_service.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_read_and_a_repeatable_write_only_take_a_little_longer()
    {
        await BreakConnectionsAsync();
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => _client.GetAsync("read", Cancel))))
            Assert.Equal("read", await answer.Content.ReadAsStringAsync(Cancel));
        await BreakConnectionsAsync();
        foreach (var i in Enumerable.Range(0, 16))
        {
            using var answer = await _client.PostAsync("repeatable", new StringContent($"body {i}"), Cancel);
            Assert.Equal($"body {i}", await answer.Content.ReadAsStringAsync(Cancel));
        }
    }

    [Fact]
    public async Task What_may_not_be_done_twice_is_refused_in_words()
    {
        await BreakConnectionsAsync();
        using var answer = await _client.PostAsync("once", new StringContent("body"), Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal("unavailable", problem.GetProperty("code").GetString());
    }

    /// <summary>Fills the pool and ends all of its connections at the server.</summary>
    private async Task BreakConnectionsAsync()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => _client.GetAsync("read", Cancel)));
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Pooling = false }.ConnectionString
        );
        await connection.ExecuteAsync(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                + "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        );
    }

    private static async Task<string> EchoAsync(HttpRequest request, NpgsqlDataSource database)
    {
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        return await AskAsync(database, await reader.ReadToEndAsync(Cancel));
    }

    private static async Task<string> AskAsync(NpgsqlDataSource database, string text)
    {
        await using var connection = await database.OpenConnectionAsync(Cancel);
        return (await connection.ExecuteScalarAsync<string>("SELECT @text FROM pg_sleep(0.05)", new { text }))!;
    }
}
