using System.Net.Http.Json;
using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Testing;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

/// <summary>The keys of cookies as they lie in the database, and what opens after a restart.</summary>
public sealed class DataProtectionTests : IAsyncLifetime
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync("keys");

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task They_are_sealed_and_what_they_protect_opens_after_a_restart()
    {
        var key = NewKey();
        var cookie = await ProtectAsync(key);

        Assert.DoesNotContain("masterKey", await StoredAsync(), StringComparison.Ordinal);
        Assert.Contains("sealedKey", await StoredAsync(), StringComparison.Ordinal);
        Assert.Equal("một phiên", await OpenAsync(cookie, key));
    }

    [Fact]
    public async Task Those_that_an_earlier_version_left_open_are_sealed_at_the_start_and_stay_good()
    {
        var cookie = await ProtectAsync(key: null);
        Assert.Contains("masterKey", await StoredAsync(), StringComparison.Ordinal);
        var key = NewKey();

        Assert.Equal("một phiên", await OpenAsync(cookie, key));
        Assert.DoesNotContain("masterKey", await StoredAsync(), StringComparison.Ordinal);
        Assert.Equal("một phiên", await OpenAsync(cookie, key));
    }

    [Fact]
    public async Task A_new_key_takes_the_place_of_the_previous_one_which_is_then_not_needed()
    {
        var (old, present) = (NewKey(), NewKey());
        var cookie = await ProtectAsync(old);

        Assert.Equal("một phiên", await OpenAsync(cookie, present, old));
        Assert.Equal("một phiên", await OpenAsync(cookie, present));
        await RefusedAsync(old);
    }

    [Fact]
    public async Task A_key_that_opens_nothing_ends_the_start_and_changes_nothing()
    {
        var key = NewKey();
        var cookie = await ProtectAsync(key);
        var before = await StoredAsync();

        await RefusedAsync(NewKey());
        await RefusedAsync(NewKey(), NewKey());
        await RefusedAsync(null);

        Assert.Equal(before, await StoredAsync());
        Assert.Equal("một phiên", await OpenAsync(cookie, key));
    }

    [Fact]
    public async Task A_key_that_was_changed_in_the_database_ends_the_start()
    {
        var key = NewKey();
        await ProtectAsync(key);
        await using (var connection = await _database.Source.OpenConnectionAsync(Cancel))
            await connection.ExecuteAsync(
                "UPDATE data_protection_keys SET xml = regexp_replace(xml, '(<sealedKey[^>]*>).{8}', '\\1AAAAAAAA')"
            );

        await RefusedAsync(key);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private async Task<string> ProtectAsync(string? key)
    {
        await using var service = await StartAsync(key);
        return await AskAsync(service, "protect?text=" + Uri.EscapeDataString("một phiên"));
    }

    private async Task<string> OpenAsync(string cookie, string? key, string? previous = null)
    {
        await using var service = await StartAsync(key, previous);
        return await AskAsync(service, "open?text=" + Uri.EscapeDataString(cookie));
    }

    private static async Task<string> AskAsync(WebApplication service, string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(service.Urls.Single()) };
        return (await client.GetFromJsonAsync<string>(path, Cancel))!;
    }

    private async Task RefusedAsync(string? key, string? previous = null)
    {
        var refusal = await Assert.ThrowsAsync<StartException>(() => StartAsync(key, previous));
        Assert.StartsWith("DataProtection:Key does not open the keys of cookies", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<string> StoredAsync()
    {
        await using var connection = await _database.Source.OpenConnectionAsync(Cancel);
        return string.Concat(await connection.QueryAsync<string>("SELECT xml FROM data_protection_keys ORDER BY name"));
    }

    private async Task<WebApplication> StartAsync(string? key, string? previous = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:Database"] = _database.ConnectionString;
        builder.Configuration["DataProtection:Key"] = key;
        builder.Configuration["DataProtection:PreviousKey"] = previous;
        builder.AddServiceDefaults("bare");
        builder.AddDatabase<TestDatabase>();
        builder.AddDataProtectionKeys();
        var service = builder.Build();
        service.MapGet("/protect", (IDataProtectionProvider keys, string text) => Json(Of(keys).Protect(text)));
        service.MapGet("/open", (IDataProtectionProvider keys, string text) => Json(Of(keys).Unprotect(text)));
        await service.StartAsync(Cancel);
        return service;
    }

    private static JsonHttpResult<string> Json(string text) => TypedResults.Json(text);

    private static IDataProtector Of(IDataProtectionProvider keys) => keys.CreateProtector("cookies");
}
