using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Moderation.Text;
using ThePolicy = Moderation.Moderator.Policy.Policy;

namespace Moderation.Moderator.NamedQueues;

/// <summary>A queue that is to be added, or what one is to be from now on.</summary>
/// <param name="Version">The version of <see cref="NamedQueueSettings"/> that the person saw.</param>
/// <param name="Name">1 to 40 characters that are seen.</param>
/// <param name="Routes">1 to 10.</param>
/// <param name="People">Ids of those whose console opens on it.</param>
public sealed record NamedQueueRequest(
    int? Version = null,
    string? Name = null,
    IReadOnlyList<RouteRequest>? Routes = null,
    IReadOnlyList<Guid>? People = null
)
{
    private const int MostRoutes = 10;

    internal string CanonicalName => Name!.Trim().Normalize(System.Text.NormalizationForm.FormC);

    internal IReadOnlyList<Route> ParsedRoutes => [.. Routes!.Select(route => route.Parsed)];

    internal Guid[] DistinctPeople => [.. (People ?? []).Distinct()];

    /// <param name="known">What there is now.</param>
    /// <returns>All that is wrong, by member.</returns>
    internal Dictionary<string, IReadOnlyList<FieldError>> Errors(NamedQueueSettings known)
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        if (Version is null)
            errors["version"] = [new("version-required", "Thiếu phiên bản đang xem.", "The version that you see is missing.")];
        if (NameError() is { } name)
            errors["name"] = [name];
        if (RouteErrors(known.Sections) is { Count: > 0 } routes)
            errors["routes"] = routes;
        else if (PeopleErrors(known.People) is { Count: > 0 } people)
            errors["people"] = people;
        return errors;
    }

    private FieldError? NameError() =>
        Name is null
        || HiddenCharacters.IsBlank(Name)
        || IncomingText.FaultOf(Name) != TextFault.None
        || Name.Any(char.IsControl)
        || PublicText.HidesCharacters(Name)
        || Graphemes.Count(Name.Trim()) > NamedQueue.MaxName
            ? new(
                "name-invalid",
                "Tên cần từ 1 đến 40 ký tự nhìn thấy được, trên một dòng.",
                "A name has 1 to 40 characters that are seen, and no line breaks."
            )
            : null;

    private IReadOnlyList<FieldError> RouteErrors(IReadOnlyList<string> sections)
    {
        if (Routes is not { Count: >= 1 and <= MostRoutes })
            return
            [
                new(
                    "routes-required",
                    $"Hàng đợi cần từ 1 đến {MostRoutes} điều kiện nhận.",
                    $"A queue has 1 to {MostRoutes} routes."
                ),
            ];
        return [.. Routes.Select(route => route.Error(sections)).OfType<FieldError>()];
    }

    private IReadOnlyList<FieldError> PeopleErrors(IReadOnlyList<Assignable> known)
    {
        var queue = new NamedQueue(Guid.Empty, "", ParsedRoutes, []);
        return [.. DistinctPeople.Select(id => Error(known.FirstOrDefault(person => person.Id == id))).OfType<FieldError>()];

        FieldError? Error(Assignable? person) =>
            person is null
                ? new("person-unknown", "Không giao được cho người này.", "This person cannot be assigned.")
            : queue.IsSeenFrom(person.Sections) ? null
            : new(
                "person-lacks-section",
                $"{person.Name} không phụ trách chuyên mục nào của hàng đợi này.",
                $"None of this queue's sections is {person.Name}'s."
            );
    }
}

/// <summary>What a queue is to take; see <see cref="Route"/>. An empty list fits everything.</summary>
public sealed record RouteRequest(
    IReadOnlyList<string>? Sections = null,
    IReadOnlyList<string>? Rules = null,
    IReadOnlyList<string>? Languages = null,
    IReadOnlyList<string>? Queues = null
)
{
    internal Route Parsed => new(Stored(Sections), Stored(Rules), Stored(Languages), Stored(Queues));

    /// <param name="sections">Those that are known.</param>
    /// <returns>What is wrong first; null when nothing is.</returns>
    internal FieldError? Error(IReadOnlyList<string> sections) =>
        Parsed is { Sections: null, Rules: null, Languages: null, Queues: null }
            ? new("route-empty", "Điều kiện nhận còn trống.", "A route is empty.")
            : Unknown("section", "chuyên mục", "section", Sections, sections)
                ?? Unknown("rule", "quy tắc", "rule", Rules, ThePolicy.Rules.Select(rule => rule.Name))
                ?? Unknown("language", "ngôn ngữ", "language", Languages, Comments.Languages.All.Select(row => row.Name))
                ?? Unknown("queue", "hàng đợi", "queue", Queues, Comments.Queues.Waiting.Select(queue => queue.Word()));

    private static FieldError? Unknown(
        string member,
        string vi,
        string en,
        IReadOnlyList<string>? asked,
        IEnumerable<string> known
    ) =>
        asked?.FirstOrDefault(value => !known.Contains(value, StringComparer.Ordinal)) is { } unknown
            ? new($"{member}-unknown", $"Không có {vi} “{Shown(unknown)}”.", $"There is no {en} “{Shown(unknown)}”.")
            : null;

    /// <summary>What is not known is quoted as far as a line goes.</summary>
    private static string Shown(string value) =>
        string.Concat(value.EnumerateRunes().Where(rune => !System.Text.Rune.IsControl(rune)).Take(60));

    private static string[]? Stored(IReadOnlyList<string>? values) =>
        values is { Count: > 0 } ? [.. values.Distinct(StringComparer.Ordinal)] : null;
}

/// <summary>In what order queues are asked.</summary>
/// <param name="Version">The version of <see cref="NamedQueueSettings"/> that the person saw.</param>
/// <param name="Ids">All of them.</param>
public sealed record NamedQueueOrder(int? Version = null, IReadOnlyList<Guid>? Ids = null);
