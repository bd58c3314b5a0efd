using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Requests;

/// <summary>Everything that is wrong with a request, by field.</summary>
public sealed class FieldErrors
{
    /// <summary>
    /// Names of unknown fields are the sender's, who could otherwise make the answer much larger than the request.
    /// </summary>
    private const int MaxFields = 40;

    private readonly Dictionary<string, IReadOnlyList<FieldError>> _errors = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    public IReadOnlyDictionary<string, IReadOnlyList<FieldError>> All => _errors;

    /// <summary>The answer to a request that has any.</summary>
    public ProblemHttpResult Invalid() =>
        Problems.Of(
            400,
            "invalid-fields",
            "Thông tin gửi lên chưa hợp lệ, vui lòng sửa các mục được nêu.",
            "What was sent is not valid yet; please mend the fields that are named.",
            All
        );

    /// <summary>What a page says of errors.</summary>
    public static List<Words> WordsOf(params IEnumerable<FieldError?> errors) =>
        [.. errors.OfType<FieldError>().Select(error => new Words(error.Vi, error.En))];

    public bool Has(string field) => _errors.ContainsKey(field);

    public void Add(string field, string code, string vi, string en) => Add(field, new FieldError(code, vi, en));

    public void Add(string field, params IReadOnlyList<FieldError> errors)
    {
        if (errors.Count > 0 && (_errors.Count < MaxFields || Has(field)))
            _errors[field] = [.. _errors.GetValueOrDefault(field, []), .. errors];
    }
}
