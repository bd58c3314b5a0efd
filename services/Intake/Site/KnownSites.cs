using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.IdentityModel.Tokens;
using Npgsql;

namespace Moderation.Intake.Site;

/// <summary>
/// The registered sites as every request needs them: read anew when they are asked for and what is known is older than a second,
/// so that a key that is revoked is refused by all copies a second later. A key that is not known is looked for once more, so
/// that a new one is good at once.
/// </summary>
public sealed class KnownSites(SiteStore store, SiteOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _noted = new();
    private readonly SemaphoreSlim _turn = new(1);
    private Snapshot? _known;

    /// <returns>The site whose key it is; null when it is nobody's.</returns>
    public async Task<string?> OfKeyAsync(string key)
    {
        var hash = Convert.ToHexString(SiteStore.HashOf(key));
        if (await FindAsync(known => known.Keys.GetValueOrDefault(hash)) is not { } found)
            return null;
        await NoteUseAsync(found.Id);
        return found.Site;
    }

    /// <summary>Its site's server was recognised by it.</summary>
    public async Task NoteUseAsync(Guid key)
    {
        var (now, last) = (time.GetUtcNow(), _noted.GetOrAdd(key, default(DateTimeOffset)));
        if (now - last > NoteEvery && _noted.TryUpdate(key, now, last))
            await store.NoteUseAsync(key);
    }

    /// <returns>The one of a site's keys for which it holds; null when there is none, or no such site.</returns>
    public async Task<Guid?> KeyOfAsync(string site, Predicate<Guid> holds) =>
        // All of them are tried, so that the time does not tell which it was.
        (
            await FindAsync(known => known.Keys.Values.Where(key => key.Site == site && holds(key.Id)).LastOrDefault())
        )?.Id;

    /// <summary>Whether its server signs all that it sends.</summary>
    public async Task<bool> SignsAsync(string site) => (await ReadAsync()).Signing.Contains(site);

    /// <returns>The site whose readers' browsers send from there; null when it is none.</returns>
    public async Task<string?> OfOriginAsync(string origin) => (await ReadAsync()).Origins.GetValueOrDefault(origin);

    /// <returns>The key under which a site vouches for its readers; null when it has none, or there is no such site.</returns>
    public Task<SecurityKey?> ReaderKeyOfAsync(string site) => FindAsync(known => known.ReaderKeys.GetValueOrDefault(site));

    /// <summary>Whether any site says from where its readers send; until then every origin is taken.</summary>
    public async Task<bool> NamesOriginsAsync() => (await ReadAsync()).Origins.Count > 0;

    public void Dispose() => _turn.Dispose();

    /// <summary>Of what was known, else of what is read after it was asked for: one reading for all who ask meanwhile.</summary>
    private async Task<T?> FindAsync<T>(Func<Snapshot, T?> find)
        where T : class
    {
        var asked = time.GetTimestamp();
        return find(await ReadAsync()) ?? find(await ReadAsync(known => known.ReadAt >= asked));
    }

    private ValueTask<Snapshot> ReadAsync() => ReadAsync(known => time.GetElapsedTime(known.ReadAt) < Fresh);

    private async ValueTask<Snapshot> ReadAsync(Predicate<Snapshot> isFresh)
    {
        if (_known is { } known && isFresh(known))
            return known;
        await _turn.WaitAsync();
        try
        {
            if (_known is null || !isFresh(_known))
                _known = Snapshot.Of(time.GetTimestamp(), await store.ReadAsync(), options.Origins);
        }
        catch (NpgsqlException) when (_known is not null)
        {
            // What was known a moment ago serves until the database is back.
        }
        finally
        {
            _turn.Release();
        }
        return _known!;
    }

    private sealed record Snapshot(
        long ReadAt,
        FrozenDictionary<string, SiteKey> Keys,
        FrozenDictionary<string, string> Origins,
        FrozenDictionary<string, SecurityKey> ReaderKeys,
        FrozenSet<string> Signing
    )
    {
        public static Snapshot Of(
            long readAt,
            (IReadOnlyList<RegisteredSite> Sites, IReadOnlyList<SiteKey> Keys) read,
            IEnumerable<string> configured
        ) =>
            new(
                readAt,
                read.Keys.ToFrozenDictionary(key => Convert.ToHexString(key.Hash), StringComparer.Ordinal),
                read.Sites.SelectMany(site => site.Origins.Select(origin => (Origin: origin, site.Name)))
                    .Concat(configured.Select(origin => (Origin: origin, Name: SitePolicy.Configured)))
                    .DistinctBy(pair => pair.Origin, StringComparer.Ordinal)
                    .ToFrozenDictionary(pair => pair.Origin, pair => pair.Name, StringComparer.Ordinal),
                read.Sites.Select(site => (site.Name, Key: ReaderKey.Parse(site.ReaderKey)))
                    .Where(site => site.Key is not null)
                    .ToFrozenDictionary(site => site.Name, site => site.Key!, StringComparer.Ordinal),
                read.Sites.Where(site => site.Signs).Select(site => site.Name).ToFrozenSet(StringComparer.Ordinal)
            );
    }
}
