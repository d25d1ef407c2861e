"""Which movements belong to a line of an order, and the ready-made words of a diagnosis."""

SQL = """
CREATE TABLE order_line_move (
    id INTEGER PRIMARY KEY,
    line_id INTEGER NOT NULL REFERENCES order_line (id) ON DELETE RESTRICT,
    unit_move_id INTEGER UNIQUE REFERENCES unit_move (id) ON DELETE RESTRICT,
    stock_move_id INTEGER UNIQUE REFERENCES stock_move (id) ON DELETE RESTRICT,
    CHECK ((unit_move_id IS NULL) <> (stock_move_id IS NULL))
) STRICT;
CREATE INDEX order_line_tariff ON order_line (tariff_id) WHERE tariff_id IS NOT NULL;
CREATE INDEX order_line_move_line ON order_line_move (line_id);

INSERT INTO fault_code (kind, code, name_fa, name_en, position) VALUES
    ('area', 'power', 'تغذیه و برق', 'Power supply', 1),
    ('area', 'board', 'برد اصلی', 'Main board', 2),
    ('area', 'display', 'صفحه‌نمایش', 'Display', 3),
    ('area', 'motor', 'موتور و محرک', 'Motor and drive', 4),
    ('area', 'cooling', 'سیستم سرمایش', 'Cooling circuit', 5),
    ('area', 'heating', 'سیستم گرمایش', 'Heating circuit', 6),
    ('area', 'water', 'مسیر آب و پمپ', 'Water path and pump', 7),
    ('area', 'software', 'نرم‌افزار', 'Software', 8),
    ('area', 'mechanics', 'قطعات مکانیکی و بدنه', 'Mechanics and housing', 9),
    ('cause', 'worn', 'فرسودگی', 'Wear', 1),
    ('cause', 'component', 'خرابی قطعه', 'Failed component', 2),
    ('cause', 'surge', 'نوسان برق', 'Power surge', 3),
    ('cause', 'liquid', 'نفوذ مایع', 'Liquid inside', 4),
    ('cause', 'impact', 'ضربه یا سقوط', 'Impact or fall', 5),
    ('cause', 'dirt', 'گرد و غبار یا رسوب', 'Dirt or scale', 6),
    ('cause', 'settings', 'تنظیم نادرست', 'Wrong settings', 7),
    ('cause', 'use', 'استفادهٔ نادرست', 'Wrong use', 8),
    ('cause', 'unknown', 'نامشخص', 'Not known', 9),
    ('action', 'replaced', 'تعویض قطعه', 'Part replaced', 1),
    ('action', 'repaired', 'تعمیر قطعه', 'Part repaired', 2),
    ('action', 'cleaned', 'سرویس و تمیزکاری', 'Cleaned and serviced', 3),
    ('action', 'adjusted', 'تنظیم', 'Adjusted', 4),
    ('action', 'software', 'نصب یا به‌روزرسانی نرم‌افزار', 'Software installed or updated', 5),
    ('action', 'tested', 'تست و بررسی', 'Tested', 6),
    ('action', 'explained', 'آموزش به مشتری', 'Use explained', 7);
"""
