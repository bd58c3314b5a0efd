using Moderation.Intake.Authors;

namespace Moderation.Intake.PhoneCodes;

/// <summary>
/// A code that is typed into the form of a comment itself, where no script exchanges it for a pass before. The pass takes its
/// place in the fields, so that a form that is shown again keeps the confirmed number.
/// </summary>
public sealed class TypedPhoneCode(AuthorKeyDerivation keys, PhoneCodeStore codes, PhonePasses passes)
{
    /// <summary>The fields that a page which is shown again does not keep.</summary>
    public static bool IsOf(string field) => field is PhoneCodeErrors.Field or PhoneCodeErrors.IdField;

    /// <param name="sentId">Of the message.</param>
    /// <param name="typed">The code in it.</param>
    /// <param name="phone">To which it was sent.</param>
    /// <param name="fields">Of the comment; what is wrong with the code is an error of theirs.</param>
    /// <returns>The pass; null when the code is wrong.</returns>
    public async Task<string?> ExchangeAsync(string? sentId, string? typed, Phone phone, RequestFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var id = PhoneCodeErrors.Check(sentId, typed, fields.Errors);
        if (fields.Errors.Has(PhoneCodeErrors.Field) || fields.Errors.Has(PhoneCodeErrors.IdField))
            return null;
        if (await codes.UseAsync(id, PhoneCode.HashOf(keys, id, phone, typed!)) is { } fault)
        {
            fields.Errors.Add(PhoneCodeErrors.Field, fault);
            return null;
        }
        var pass = passes.Make(phone).Pass;
        fields.Keep(PhoneCodeErrors.PassField, pass);
        return pass;
    }
}
